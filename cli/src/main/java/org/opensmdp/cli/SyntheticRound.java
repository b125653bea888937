package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaStep;

/**
 * One synthetic activation: an order, a download over TLS by a card that verifies as any does, the
 * installation, its report. The card goes with the round, and the next one makes the order usable again.
 */
final class SyntheticRound implements LpaListener {
  private final SyntheticOrders orders;
  private final Visitors visitors;
  private final Optional<String> server;
  private volatile String step = "the order";

  /** @param server where the SM-DP+ is reached, if not where activation codes say */
  SyntheticRound(SyntheticOrders orders, Visitors visitors, Optional<String> server) {
    this.orders = orders;
    this.visitors = visitors;
    this.server = server;
  }

  /** Returns the last step that was taken, for people. Any thread. */
  String step() {
    return step;
  }

  @Override
  public void stepped(LpaStep taken, Duration took, Optional<RuntimeException> failure) {
    step = taken + failure.map(e -> ": " + e.getMessage()).orElse("");
  }

  /** @throws SyntheticFailure if it fails, with the step */
  void run(String type) throws InterruptedException {
    var order = orders.take(type);
    var card = visitors.cards(Optional.empty()).euicc(visitors.cardNumber());
    var lpa = visitors.lpa(card, this, server.orElse(order.code().smdpAddress()));
    var iccid = download(lpa, order);
    requireReported(lpa);
    while (!orders.installed(iccid)) { // judged after its answer; who waits too long is interrupted
      Pauses.shortOne();
    }
  }

  private Iccid download(Lpa lpa, SyntheticOrders.Taken order) {
    InstallOutcome outcome;
    try {
      outcome = lpa.download(order.code(), Optional.empty());
    } catch (RuntimeException e) {
      throw new SyntheticFailure(blamed(e), step);
    }
    if (outcome instanceof InstallOutcome.Installed installed) {
      return installed.iccid();
    }
    if (outcome instanceof InstallOutcome.Refused refused) {
      throw new SyntheticFailure(
          SyntheticOutcome.FUNCTION, refused.step() + " " + refused.refusal().getMessage());
    }
    throw new SyntheticFailure(SyntheticOutcome.CARD, why(outcome));
  }

  private static String why(InstallOutcome outcome) {
    return outcome instanceof InstallOutcome.NotInstalled refused
        ? refused.failure().toString()
        : String.valueOf(outcome);
  }

  /** What never came over a connection is no fault of a function. */
  static SyntheticOutcome blamed(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof UncheckedIOException) {
        return SyntheticOutcome.CONNECTION;
      }
    }
    return SyntheticOutcome.FUNCTION;
  }

  private void requireReported(Lpa lpa) {
    if (!lpa.euicc().notifications().isEmpty()) {
      throw new SyntheticFailure(SyntheticOutcome.REPORT, step);
    }
  }
}
