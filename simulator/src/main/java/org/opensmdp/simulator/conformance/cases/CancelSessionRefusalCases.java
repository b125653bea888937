package org.opensmdp.simulator.conformance.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.EuiccCancelSessionSigned;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;
import org.opensmdp.simulator.conformance.cases.CancelSessionCases.Point;

/** ES9+.CancelSession refuses: nobody but the card of the session can end its order. */
public final class CancelSessionRefusalCases implements CaseSource {
  private static final String FUNCTION = CancelSessionCases.FUNCTION;
  private static final CancelSessionReason FINAL = CancelSessionReason.END_USER_REJECTION;

  @Override
  public List<Case> cases() {
    var all = new ArrayList<Case>(transactions());
    for (var point : Point.values()) {
      all.addAll(proofs(point));
    }
    return all;
  }

  private static Case.Builder about(int check, String name, String purpose) {
    return CancelSessionCases.about("%02d_%s".formatted(check, name), purpose)
        .requirement("SGP.22 v2 §5.6.5, check " + check)
        .tags("check-" + check);
  }

  // 1: the session

  private static List<Case> transactions() {
    return List.of(
        transaction("UnknownTransactionId", "A transactionId that nobody has given")
            .finds(Afterwards.endedAt(2))
            .run(trial -> {
              var phone = Point.AUTHENTICATED.reach(trial);
              trial.step("Cancel a session that the server has not begun");
              unknown(
                  trial,
                  () -> phone.tell(
                      Forged.TRANSACTION,
                      phone.cancellation(Forged.TRANSACTION, phone.oid(), FINAL)));
              Afterwards.downloadable(trial, phone);
            }),
        transaction("NotAuthenticated", "A session in which no card is proven").run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN);
          trial.step("Begin a session and cancel it at once");
          phone.initiate();
          unknown(trial, () -> phone.tell(phone.cancellation(FINAL)));
          Afterwards.downloadable(trial, phone);
        }),
        transaction("Superseded", "A session that a later one has replaced")
            .finds(Fault.refuses(GetBoundProfilePackageCases.FUNCTION, "8.10.1", "3.9")
                .at(2))
            .run(CancelSessionRefusalCases::supersedes),
        transaction("Reported", "A session whose installation has been reported")
            .run(CancelSessionRefusalCases::afterReport));
  }

  private static Case.Builder transaction(String name, String what) {
    return about(1, name, what + " is not cancelled, and the order stays")
        .given("an order that can be downloaded")
        .tags("session")
        .expects("Failed 8.10.1/3.9; the order is what it was")
        .finds(Fault.accepts(FUNCTION), Fault.refuses(FUNCTION, "8.1", "6.1"));
  }

  private static void supersedes(Trial trial) {
    var phone = Point.DELIVERED.reach(trial);
    var first = phone.transactionId();
    var late = phone.cancellation(FINAL);
    trial.step("Begin a new session for the same order");
    phone.authenticate();
    trial.step("Cancel the first session");
    unknown(trial, () -> phone.tell(first, late));
    trial.step("Go on in the second");
    Afterwards.succeeds(trial, GetBoundProfilePackageCases.FUNCTION, phone::download);
    Afterwards.installs(trial, phone);
  }

  private static void afterReport(Trial trial) {
    var phone = trial.phone().orders(Wish.PLAIN);
    trial.step("Download, install, report");
    phone.getsIt();
    var reported = phone.transactionId();
    var late = phone.cancellation(FINAL);
    Afterwards.ended(trial, phone);
    trial.step("Cancel the session that has been reported");
    unknown(trial, () -> phone.tell(reported, late));
  }

  // 3 to 5: the card's word

  private static List<Case> proofs(Point point) {
    return List.of(
        unproven("OtherCard", "signed by another card of the same EUM", point, (trial, phone) -> {
          var other = trial.target().cards(trial.wire().curve()).euicc(trial.anyEid());
          var signed = phone.cancellation(FINAL).euiccCancelSessionSigned();
          return CancelSessionResponse.Ok.of(signed, Forged.sign(other, signed.der()));
        }),
        unproven("Stranger", "signed by a card of no known EUM", point, (trial, phone) -> {
          var other = Forged.stranger(trial, trial.wire().curve())
              .euicc(phone.identity().eid());
          var signed = phone.cancellation(FINAL).euiccCancelSessionSigned();
          return CancelSessionResponse.Ok.of(signed, Forged.sign(other, signed.der()));
        }),
        unproven("OtherReason", "with another reason than was signed", point, (trial, phone) -> {
          var genuine = phone.cancellation(CancelSessionReason.POSTPONED);
          var other = EuiccCancelSessionSigned.of(phone.transactionId(), phone.oid(), FINAL);
          return CancelSessionResponse.Ok.of(other, genuine.euiccCancelSessionSignature());
        }),
        unproven("Flipped", "with one bit of the signature changed", point, (trial, phone) -> {
          var genuine = phone.cancellation(FINAL);
          return CancelSessionResponse.Ok.of(
              genuine.euiccCancelSessionSigned(),
              Forged.flipped(genuine.euiccCancelSessionSignature()));
        }),
        proof(4, "OtherOid", "for another SM-DP+", point)
            .expects("Failed 8.8/3.10; a new session gets the package")
            .finds(Fault.refuses(FUNCTION, "8.1", "6.1"))
            .run(trial -> refuses(
                trial,
                point,
                StatusCode.SMDP_OID_INVALID_ASSOCIATION,
                (same, phone) -> phone.cancellation(phone.transactionId(), Forged.OID, FINAL))),
        proof(5, "OtherTransactionId", "of another transaction than the call names", point)
            .expects("Failed 8.10.1/3.9; a new session gets the package")
            .finds(Fault.refuses(FUNCTION, "8.1", "6.1"))
            .run(trial -> refuses(
                trial,
                point,
                StatusCode.TRANSACTION_UNKNOWN,
                (same, phone) -> phone.cancellation(Forged.TRANSACTION, phone.oid(), FINAL))));
  }

  private static Case.Builder proof(int check, String name, String what, Point point) {
    return about(
            check,
            name + point.id(),
            "A cancellation %s is refused, %s".formatted(what, point.text()))
        .given("a session " + point.text())
        .tags("signature")
        .finds(Fault.accepts(FUNCTION), Afterwards.endedAt(2));
  }

  private static Case unproven(
      String name,
      String what,
      Point point,
      BiFunction<Trial, Phone, CancelSessionResponse> response) {
    return proof(3, name, what, point)
        .expects("Failed 8.1/6.1; a new session gets the package")
        .finds(Fault.refuses(FUNCTION, "8.10.1", "3.9"))
        .run(trial -> refuses(trial, point, StatusCode.EUICC_VERIFICATION_FAILED, response));
  }

  private static void refuses(
      Trial trial,
      Point point,
      StatusCode expected,
      BiFunction<Trial, Phone, CancelSessionResponse> response) {
    var phone = point.reach(trial);
    trial.step("Cancel with endUserRejection that is not the card's own word");
    var told = response.apply(trial, phone);
    trial.refuses(Es9Function.CANCEL_SESSION, expected, () -> phone.tell(told));
    Afterwards.downloadable(trial, phone);
  }

  private static void unknown(Trial trial, Runnable cancelling) {
    trial.refuses(Es9Function.CANCEL_SESSION, StatusCode.TRANSACTION_UNKNOWN, cancelling);
  }
}
