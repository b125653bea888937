package org.opensmdp.simulator.conformance.cases;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.OrderCancellation;
import org.opensmdp.simulator.OrderCancellation.FinalProfileStatus;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.conformance.Order;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/**
 * A profile brought to a state by the functions of ES2+ and ES9+ alone.
 *
 * @param eid the card the order is for, or that has come for it
 */
record Standing(Iccid iccid, Optional<Eid> eid, Optional<MatchingId> matchingId, Phone phone) {

  private static final Duration JUDGING = Duration.ofMillis(200);

  /** The states of a profile (SGP.22 v2 §3.1.6), as far as an operator can bring them about. */
  enum State {
    AVAILABLE,
    ALLOCATED,
    LINKED,
    CONFIRMED,
    RELEASED,
    DOWNLOADED,
    INSTALLED,
    ERROR,
    UNAVAILABLE;

    String text() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  static Standing in(Trial trial, State state) {
    var made = new Standing[1];
    trial.prepare(
        "Bring a profile to the state " + state.text(), () -> made[0] = make(trial, state));
    return made[0];
  }

  private static Standing make(Trial trial, State state) {
    return switch (state) {
      case AVAILABLE -> cancelled(trial, FinalProfileStatus.AVAILABLE);
      case UNAVAILABLE -> cancelled(trial, FinalProfileStatus.UNAVAILABLE);
      case ALLOCATED, LINKED -> reserved(trial, state == State.LINKED);
      case CONFIRMED -> confirmed(trial, reserved(trial, false), false);
      case RELEASED -> confirmed(trial, reserved(trial, false), true);
      case DOWNLOADED -> visited(trial, phone -> phone.authenticate().download());
      case INSTALLED -> visited(trial, Standing::installed);
      case ERROR ->
        visited(
            trial, phone -> phone.authenticate().cancel(CancelSessionReason.END_USER_REJECTION));
    };
  }

  private interface Coming {
    void run(Phone phone);
  }

  private static void installed(Phone phone) {
    phone.getsIt();
  }

  private static Standing reserved(Trial trial, boolean linked) {
    var phone = trial.phone();
    var eid = phone.identity().eid();
    var plain = DownloadOrder.ofType(trial.type(ProfileKind.PLAIN));
    var iccid = trial.operator().downloadOrder(linked ? plain.forEid(eid) : plain);
    return new Standing(
        iccid, linked ? Optional.of(eid) : Optional.empty(), Optional.empty(), phone);
  }

  private static Standing confirmed(Trial trial, Standing reserved, boolean release) {
    var confirmation = OrderConfirmation.release(reserved.iccid);
    var matchingId = trial
        .operator()
        .confirmOrder(release ? confirmation : confirmation.withoutRelease())
        .matchingId();
    return new Standing(reserved.iccid, Optional.empty(), Optional.of(matchingId), reserved.phone);
  }

  private static Standing cancelled(Trial trial, FinalProfileStatus status) {
    var reserved = reserved(trial, false);
    trial
        .operator()
        .cancelOrder(
            new OrderCancellation(reserved.iccid, Optional.empty(), Optional.empty(), status));
    return reserved;
  }

  private static Standing visited(Trial trial, Coming coming) {
    var released = confirmed(trial, reserved(trial, false), true);
    released.phone.scans(released.order());
    coming.run(released.phone);
    if (!released.phone.euicc().profiles().isEmpty()) {
      Pace.REAL.pass(JUDGING); // each look is a download attempt
      trial.eventually("the report of the card is judged", () -> !released.isFound());
    }
    return released;
  }

  /** Whether another session for the order would be accepted. */
  private boolean isFound() {
    try {
      phone.authenticate();
      return true;
    } catch (Es9PlusRefusal e) {
      return false;
    }
  }

  /** The order as its device would know it. */
  Order order() {
    return new Order(Wish.PLAIN, iccid, matchingId, Optional.empty());
  }
}
