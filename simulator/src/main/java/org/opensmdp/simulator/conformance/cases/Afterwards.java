package org.opensmdp.simulator.conformance.cases;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.FunctionRefusal;
import org.opensmdp.simulator.InstalledProfile;
import org.opensmdp.simulator.MalformedAnswer;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.Trial;

/**
 * What an order is good for after something has happened to it, as a device finds out: it comes again
 * and gets the profile, or it comes in vain.
 */
final class Afterwards {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LAST_PAUSE = Duration.ofMillis(3200);
  private static final Duration MOMENT = Duration.ofMillis(150);

  private Afterwards() {}

  /** Leaves the server a moment for what it does after 204, where it must not do anything. */
  static void moment() {
    Pace.REAL.pass(MOMENT);
  }

  /** Has the server answer Executed-Success; a refusal or nonsense ends the case with FAIL. */
  static void succeeds(Trial trial, String what, Runnable action) {
    var expected = "Executed-Success";
    try {
      action.run();
    } catch (FunctionRefusal | MalformedAnswer e) {
      trial.check(what, expected, String.valueOf(e.getMessage()), false);
    }
    trial.check(what, expected, expected);
  }

  /** A server that has ended an order it should have kept. */
  static Fault endedAt(int authenticateClient) {
    return Fault.refuses("authenticateClient", "8.2", "1.2").at(authenticateClient);
  }

  /** A server that keeps an order it should have ended. */
  static Fault keeps() {
    return Fault.accepts("authenticateClient");
  }

  /** The same device begins a new session, and the profile is on its card in the end. */
  static void downloadable(Trial trial, Phone phone) {
    trial.step("Begin a new session for the same order, download and install");
    phone.euicc().behave(EuiccQuirks.NONE);
    succeeds(trial, "authenticateClient", phone::authenticate);
    succeeds(trial, "getBoundProfilePackage", phone::download);
    installs(trial, phone);
  }

  /** The card takes the package that came last. */
  static void installs(Trial trial, Phone phone) {
    phone.install();
    isOnTheCard(trial, phone);
  }

  static void isOnTheCard(Trial trial, Phone phone) {
    var found = phone.euicc().profiles().stream().map(InstalledProfile::iccid).toList();
    trial.check("profiles on the card", List.of(phone.order().iccid()), found);
  }

  /** The same device begins a new session and is refused: the order had ended with an answer. */
  static void endedAtOnce(Trial trial, Phone phone) {
    trial.step("Begin a new session for the same order");
    phone.initiate();
    trial.refusesSomehow(phone::authenticateHere);
  }

  /** The same device begins a new session and is refused, now or as soon as a report is judged. */
  static void ended(Trial trial, Phone phone) {
    trial.step("Begin a new session for the same order");
    phone.euicc().behave(EuiccQuirks.NONE);
    seldom(trial, "authenticateClient is Failed", () -> comesInVain(trial, phone));
  }

  /**
   * Looks a few times, longer and longer apart, five seconds at most: each look is a session that the
   * server counts.
   */
  private static void seldom(Trial trial, String what, BooleanSupplier holds) {
    boolean held = holds.getAsBoolean();
    var pause = FIRST_PAUSE;
    while (!held && pause.compareTo(LAST_PAUSE) <= 0) {
      Pace.REAL.pass(pause);
      held = holds.getAsBoolean();
      pause = pause.multipliedBy(4);
    }
    trial.check(what, "within 5 s", held ? "so" : "not so", held);
  }

  /** An order whose attempts are used up by looking at it was still there. */
  private static boolean comesInVain(Trial trial, Phone phone) {
    phone.initiate();
    try {
      phone.authenticateHere();
      return false;
    } catch (Es9PlusRefusal e) {
      boolean worn = e.pair().equals(StatusCode.DOWNLOAD_ATTEMPTS_EXCEEDED.pair());
      trial.check("status code", "any but 8.8.5/6.4", e.pair(), !worn);
      return true;
    }
  }

  /** The session that began last is none any more. */
  static void sessionIsOver(Trial trial, Phone phone) {
    trial.step("Ask for the package in the session that has ended");
    trial.refuses(
        Es9Function.GET_BOUND_PROFILE_PACKAGE,
        StatusCode.TRANSACTION_UNKNOWN,
        () -> phone.ask(phone.preparedIn(phone.transactionId())));
  }
}
