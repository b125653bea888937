package org.opensmdp.simulator.conformance.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.OrderCancellation;
import org.opensmdp.simulator.OrderCancellation.FinalProfileStatus;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** ES9+.CancelSession: every reason in both states, and what is left of the order. */
public final class CancelSessionCases implements CaseSource {
  static final String FUNCTION = "cancelSession";

  private static final int FIRST_OF_V3 = 16;
  private static final CancelSessionReason FINAL = CancelSessionReason.END_USER_REJECTION;

  /** Where the session stands when the device gives it up. */
  enum Point {
    AUTHENTICATED("Authenticated", "after authenticateClient") {
      @Override
      Phone reach(Trial trial, Phone phone) {
        trial.step("Begin a session and authenticate the card");
        return phone.authenticate();
      }
    },

    DELIVERED("Delivered", "after getBoundProfilePackage") {
      @Override
      Phone reach(Trial trial, Phone phone) {
        trial.step("Begin a session, authenticate the card, download the package");
        return phone.authenticate().download();
      }
    };

    private final String id;
    private final String text;

    Point(String id, String text) {
      this.id = id;
      this.text = text;
    }

    abstract Phone reach(Trial trial, Phone phone);

    Phone reach(Trial trial) {
      return reach(trial, trial.phone().orders(Wish.PLAIN));
    }

    /** What the names of its cases end with. */
    String id() {
      return id;
    }

    String text() {
      return text;
    }
  }

  @Override
  public List<Case> cases() {
    var all = new ArrayList<Case>();
    for (var point : Point.values()) {
      Arrays.stream(CancelSessionReason.values())
          .map(reason -> reason(reason, point))
          .forEach(all::add);
      Stream.of(5, 127).map(code -> cardError(code, point)).forEach(all::add);
    }
    all.addAll(repeated());
    all.addAll(afterwards());
    return all;
  }

  static Case.Builder about(String name, String purpose) {
    return Case.of("ES9+.CancelSession_" + name, purpose)
        .requirement("SGP.22 v2 §5.6.5")
        .tags("es9plus", FUNCTION)
        .needs(Feature.ES2PLUS)
        .orders(ProfileKind.PLAIN);
  }

  // every reason

  private static Case reason(CancelSessionReason reason, Point point) {
    var name = "06_Reason%d%s".formatted(reason.code(), point.id());
    var made = about(
            name, "A session is given up with reason %d, %s".formatted(reason.code(), point.text()))
        .given("a session " + point.text())
        .tags("reason")
        .finds(Fault.refuses(FUNCTION, "8.10.1", "3.9"), Fault.status(FUNCTION, 500));
    if (reason.code() >= FIRST_OF_V3 && reason != CancelSessionReason.UNDEFINED) {
      return ofV3(made, reason, point);
    }
    return reason.terminal() ? ending(made, reason, point) : keeping(made, reason, point);
  }

  private static Case ending(Case.Builder made, CancelSessionReason reason, Point point) {
    return made.expects("Executed-Success; the session and the order are over")
        .finds(Fault.accepts("authenticateClient").at(2))
        .run(trial -> {
          var phone = cancelled(trial, reason, point);
          Afterwards.sessionIsOver(trial, phone);
          Afterwards.ended(trial, phone);
        });
  }

  private static Case keeping(Case.Builder made, CancelSessionReason reason, Point point) {
    return made.expects("Executed-Success; the session is over; a new one gets the package")
        .finds(Afterwards.endedAt(2))
        .run(trial -> {
          var phone = cancelled(trial, reason, point);
          Afterwards.sessionIsOver(trial, phone);
          Afterwards.downloadable(trial, phone);
        });
  }

  /** A server of v2 need not know what the reason means. */
  private static Case ofV3(Case.Builder made, CancelSessionReason reason, Point point) {
    return made.tags("v3")
        .needs(Feature.EXTENSIONS)
        .expects(
            "Executed-Success; the session is over; the order is over or can be had, by choice")
        .finds(Fault.accepts(GetBoundProfilePackageCases.FUNCTION))
        .run(trial -> {
          var phone = cancelled(trial, reason, point);
          Afterwards.sessionIsOver(trial, phone);
          trial.step("Begin a new session: whether the order is kept is the server's choice");
          phone.initiate();
          try {
            phone.authenticateHere().download();
          } catch (Es9PlusRefusal e) {
            trial.step("The order is over: " + e.pair());
            return;
          }
          Afterwards.installs(trial, phone);
        });
  }

  private static Phone cancelled(Trial trial, CancelSessionReason reason, Point point) {
    var phone = point.reach(trial);
    trial.step("Cancel with reason " + reason.code());
    Afterwards.succeeds(trial, FUNCTION, () -> phone.cancel(reason));
    return phone;
  }

  // the card cannot

  private static Case cardError(int code, Point point) {
    return about(
            "02_CardError%d%s".formatted(code, point.id()),
            "A card that cannot cancel closes the session and keeps the order, " + point.text())
        .given("a session " + point.text())
        .tags("card-error", "check-2")
        .expects("Executed-Success; a new session gets the package")
        .finds(
            Fault.status(FUNCTION, 500),
            Fault.refuses(FUNCTION, "8.1", "6.1"),
            Afterwards.endedAt(2))
        .run(trial -> {
          var phone = point.reach(trial);
          trial.step("The card answers cancelSessionErrorCode " + code);
          phone.euicc().behave(EuiccQuirks.NONE.cancelSessionError(code));
          Afterwards.succeeds(trial, FUNCTION, () -> phone.cancel(FINAL));
          Afterwards.downloadable(trial, phone);
        });
  }

  // again

  private static List<Case> repeated() {
    return List.of(
        about("07_Repeated", "A cancellation whose answer was lost may be repeated")
            .given("a session that was cancelled with endUserRejection")
            .tags("retry")
            .expects("Executed-Success again, or Failed 8.10.1/3.9; the order is over")
            .finds(
                Fault.status(FUNCTION, 500).at(2),
                Fault.refuses(FUNCTION, "8.1", "6.1").at(2))
            .run(trial -> {
              var phone = Point.DELIVERED.reach(trial);
              var response = phone.cardCancels(FINAL);
              trial.step("Cancel");
              phone.tell(response);
              repeats(trial, () -> phone.tell(response));
              Afterwards.ended(trial, phone);
            }),
        about("07_SecondReason", "A session that was postponed is not ended by a later reason")
            .given("a session that was cancelled with postponed")
            .tags("hostile")
            .expects("Failed 8.10.1/3.9; a new session gets the package")
            .finds(Fault.accepts(FUNCTION).at(2), Afterwards.endedAt(2))
            .run(trial -> {
              var phone = Point.DELIVERED.reach(trial);
              var second = phone.cancellation(FINAL);
              trial.step("Cancel with postponed");
              phone.cancel(CancelSessionReason.POSTPONED);
              trial.step("Cancel the same session with endUserRejection");
              unknown(trial, () -> phone.tell(second));
              Afterwards.downloadable(trial, phone);
            }));
  }

  private static void repeats(Trial trial, Runnable cancelling) {
    trial.step("Cancel again, octet by octet the same");
    try {
      cancelling.run();
      trial.check(FUNCTION, "Executed-Success", "Executed-Success");
    } catch (Es9PlusRefusal e) {
      trial.refuses(Es9Function.CANCEL_SESSION, StatusCode.TRANSACTION_UNKNOWN, () -> {
        throw e;
      });
    }
  }

  private static void unknown(Trial trial, Runnable cancelling) {
    trial.refuses(Es9Function.CANCEL_SESSION, StatusCode.TRANSACTION_UNKNOWN, cancelling);
  }

  // what is left

  private static List<Case> afterwards() {
    return List.of(
        about(
                "08_OperatorMayCancel",
                "The operator can take back an order that the user has refused")
            .given("a session that was cancelled with endUserRejection")
            .tags("es2plus")
            .expects("ES2+.CancelOrder is Executed-Success")
            .finds(Fault.refuses("cancelOrder", "8.2.1", "1.2"))
            .run(trial -> {
              var phone = cancelled(trial, FINAL, Point.AUTHENTICATED);
              trial.step("Cancel the order over ES2+");
              Afterwards.succeeds(trial, "cancelOrder", () -> cancelOrder(trial, phone));
            }),
        about("08_OtherOrder", "A cancellation does not touch the other orders of the same card")
            .given("two orders for one card; the first is cancelled with endUserRejection")
            .expects("the second order is downloaded and installed")
            .finds(Afterwards.endedAt(2))
            .run(trial -> {
              var phone = Point.AUTHENTICATED.reach(trial);
              trial.step("Cancel with endUserRejection");
              phone.cancel(FINAL);
              phone.orders(Wish.PLAIN);
              Afterwards.downloadable(trial, phone);
            }),
        about(
                "08_AfterRefusedAuthentication",
                "A cancellation after a refused authenticateClient ends nothing")
            .given("an LPA that cancels by itself after authenticateClient was Failed")
            .tags("retry")
            .expects("Failed, or Executed-Success; the order is downloaded in a new session")
            .finds(Fault.status(FUNCTION, 500), Afterwards.endedAt(2))
            .run(CancelSessionCases::afterRefusal));
  }

  private static void cancelOrder(Trial trial, Phone phone) {
    trial
        .operator()
        .cancelOrder(new OrderCancellation(
            phone.order().iccid(),
            Optional.empty(),
            phone.order().matchingId(),
            FinalProfileStatus.UNAVAILABLE));
  }

  private static void afterRefusal(Trial trial) {
    var phone = trial.phone().orders(Wish.PLAIN);
    trial.step("Authenticate with a signature that is wrong");
    phone.initiate();
    var stranger = Forged.stranger(trial, trial.wire().curve()).euicc(trial.anyEid());
    trial.refusesSomehow(() -> phone.tell(Forged.as(stranger, phone.cardAccepts())));
    trial.step("Cancel with endUserRejection, as LPAs do after any Failed");
    try {
      phone.cancel(FINAL);
    } catch (Es9PlusRefusal e) {
      trial.step("The server has ended the session already: " + e.pair());
    }
    Afterwards.downloadable(trial, phone);
  }
}
