package org.opensmdp.simulator.conformance.cases;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.HashCc;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** ES9+.GetBoundProfilePackage and the Confirmation Code: missing, wrong, right, too often wrong. */
public final class ConfirmationCodeCases implements CaseSource {
  private static final String FUNCTION = GetBoundProfilePackageCases.FUNCTION;
  private static final String WRONG = "0815";
  private static final Wish WITH_CODE = Wish.PLAIN.withCode();
  private static final Wish TWICE = Wish.of(ProfileKind.TWICE).withCode();
  private static final String MISSING = "Failed 8.2.7/2.2, the Confirmation Code is missing";
  private static final String REFUSED = "Failed 8.2.7/3.8, the Confirmation Code is refused";
  private static final String EXCEEDED = "Failed 8.2.7/6.4, no more attempts";

  @Override
  public List<Case> cases() {
    return Stream.of(missing(), limits(), wrong(), forgiven(), right())
        .flatMap(List::stream)
        .toList();
  }

  private static Case.Builder code(int check, String name, String purpose) {
    return GetBoundProfilePackageCases.about(check, name, purpose)
        .tags("confirmation-code")
        .needs(Feature.CONFIRMATION_CODE)
        .given("an order with a Confirmation Code, and an authenticated session");
  }

  // 5: none

  private static List<Case> missing() {
    return List.of(
        missing("ConfirmationCodeMissing", "hashCc is absent", Bytes.EMPTY),
        missing("ConfirmationCodeEmpty", "hashCc is of length 0", Bytes.fromHex("0400")));
  }

  private static Case missing(String name, String what, Bytes hashCc) {
    return code(5, name, "An order with a Confirmation Code is not delivered where " + what)
        .orders(ProfileKind.PLAIN)
        .expects(MISSING + "; then the right code gets the package in a new session")
        .finds(
            Fault.accepts(FUNCTION).at(1),
            Fault.refuses(FUNCTION, "8.2.7", "3.8").at(1))
        .run(trial -> {
          var phone = authenticated(trial, WITH_CODE);
          trial.step("Ask for the package; " + what);
          trial.refuses(
              Es9Function.GET_BOUND_PROFILE_PACKAGE,
              StatusCode.CONFIRMATION_CODE_MISSING,
              () -> phone.downloadSaying(signed -> withHash(signed, hashCc)));
          Afterwards.downloadable(trial, phone);
        });
  }

  private static EuiccSigned2 withHash(EuiccSigned2 signed, Bytes hashCc) {
    return EuiccSigned2.parse(
        Der.sequence(signed.transactionId().toDer(), Der.tlv(0x5F49, signed.euiccOtpk()), hashCc));
  }

  // 6: too often

  private static List<Case> limits() {
    return List.of(
        limit("LastAttempt", "The last wrong code that is allowed ends the order", "2")
            .run(trial -> {
              var phone = authenticated(trial, TWICE);
              refused(trial, phone);
              exceeded(trial, phone);
              Afterwards.endedAtOnce(trial, phone);
            }),
        limit("LastAttemptInAnotherSession", "Wrong codes are counted across sessions", "2")
            .run(trial -> {
              var phone = authenticated(trial, TWICE);
              refused(trial, phone);
              trial.step("Begin a new session");
              phone.authenticate();
              exceeded(trial, phone);
            }),
        limit("RightCodeTooLate", "The right code does not help after too many wrong ones", "3")
            .run(trial -> {
              var phone = authenticated(trial, TWICE);
              refused(trial, phone);
              exceeded(trial, phone);
              trial.step("Ask with the right code");
              trial.refusesSomehow(phone::download);
            }));
  }

  private static Case.Builder limit(String name, String purpose, String at) {
    return code(6, name, purpose)
        .orders(ProfileKind.TWICE)
        .expects(EXCEEDED + " for the second wrong code, and nothing is delivered then")
        .finds(
            Fault.accepts(FUNCTION).at(Integer.parseInt(at)),
            Fault.refuses(FUNCTION, "8.2.7", "3.8").at(2));
  }

  private static void exceeded(Trial trial, Phone phone) {
    trial.step("Ask with a wrong code for the last time");
    trial.refuses(
        Es9Function.GET_BOUND_PROFILE_PACKAGE,
        StatusCode.CONFIRMATION_CODE_ATTEMPTS_EXCEEDED,
        () -> phone.download(WRONG));
  }

  // 7: wrong

  private static List<Case> wrong() {
    return List.of(
        wrong("WrongConfirmationCode", "of another code", phone -> hash(phone, WRONG)),
        wrong("CodeWithBlank", "of the code and a blank", phone -> hash(phone, Wish.CODE + " ")),
        wrong(
            "CodeOfAnotherSession",
            "of the right code and another transactionId",
            phone -> HashCc.of(HashCc.stored(Wish.CODE), Forged.TRANSACTION)),
        wrong(
            "CodeHashedOnce",
            "of the right code without the transactionId",
            phone -> HashCc.stored(Wish.CODE).reveal()),
        wrong("CodeOfZeros", "of 32 octets 00", phone -> Bytes.wrap(new byte[32])));
  }

  private static Bytes hash(Phone phone, String code) {
    return HashCc.of(HashCc.stored(code), phone.transactionId());
  }

  private static Case wrong(String name, String what, Function<Phone, Bytes> hashCc) {
    return code(7, name, "A wrong Confirmation Code is refused: hashCc " + what)
        .orders(ProfileKind.PLAIN)
        .expects(REFUSED)
        .finds(
            Fault.accepts(FUNCTION).at(1),
            Fault.refuses(FUNCTION, "8.2.7", "2.2").at(1))
        .run(trial -> {
          var phone = authenticated(trial, WITH_CODE);
          trial.step("Ask for the package with hashCc " + what);
          trial.refuses(
              Es9Function.GET_BOUND_PROFILE_PACKAGE,
              StatusCode.CONFIRMATION_CODE_REFUSED,
              () -> phone.downloadSaying(
                  signed -> withHash(signed, Der.tlv(0x04, hashCc.apply(phone)))));
        });
  }

  // 7: a slip of the finger is no end

  private static List<Case> forgiven() {
    return List.of(
        forgiven("RightAfterWrong", "In the same session the right code gets the package")
            .finds(
                Fault.refuses(FUNCTION, "8.10.1", "3.9").at(2),
                Fault.flips(FUNCTION, "boundProfilePackage").at(2))
            .run(trial -> {
              var phone = authenticated(trial, WITH_CODE);
              refused(trial, phone);
              trial.step("Ask with the right code in the same session");
              Afterwards.succeeds(trial, FUNCTION, phone::download);
              Afterwards.installs(trial, phone);
            }),
        forgiven("RightInANewSession", "In a new session the right code gets the package")
            .finds(Afterwards.endedAt(2))
            .run(trial -> {
              var phone = authenticated(trial, WITH_CODE);
              refused(trial, phone);
              Afterwards.downloadable(trial, phone);
            }),
        forgiven(
                "RightAfterCancel",
                "A cancelSession that an LPA sends by itself after Failed does not end the order")
            .finds(Afterwards.endedAt(2))
            .run(trial -> {
              var phone = authenticated(trial, WITH_CODE);
              refused(trial, phone);
              trial.step("Cancel with endUserRejection, as LPAs do after any Failed");
              try {
                phone.cancel(CancelSessionReason.END_USER_REJECTION);
              } catch (Es9PlusRefusal e) {
                trial.step("The server has ended the session already: " + e.pair());
              }
              Afterwards.downloadable(trial, phone);
            }),
        forgiven("WrongRepeated", "A wrong code whose answer was lost is refused alike")
            .finds(
                Fault.accepts(FUNCTION).at(2),
                Fault.refuses(FUNCTION, "8.2.7", "6.4").at(2))
            .run(ConfirmationCodeCases::repeats));
  }

  private static Case.Builder forgiven(String name, String purpose) {
    return code(7, name, purpose)
        .tags("retry")
        .orders(ProfileKind.PLAIN)
        .expects(REFUSED + " for the wrong code, then Executed-Success for the right one");
  }

  private static void repeats(Trial trial) {
    var phone = authenticated(trial, WITH_CODE);
    var request = phone.cardPrepares(Optional.of(WRONG));
    for (var which : List.of("", " again, octet by octet the same")) {
      trial.step("Ask with a wrong code" + which);
      trial.refuses(
          Es9Function.GET_BOUND_PROFILE_PACKAGE,
          StatusCode.CONFIRMATION_CODE_REFUSED,
          () -> phone.ask(request));
    }
    trial.step("Ask with the right code");
    Afterwards.succeeds(trial, FUNCTION, phone::download);
    Afterwards.installs(trial, phone);
  }

  private static void refused(Trial trial, Phone phone) {
    trial.step("Ask with a wrong code");
    trial.refuses(
        Es9Function.GET_BOUND_PROFILE_PACKAGE,
        StatusCode.CONFIRMATION_CODE_REFUSED,
        () -> phone.download(WRONG));
  }

  // right

  private static List<Case> right() {
    return List.of(
        code(7, "RightConfirmationCode", "The right code gets the package, and is asked for")
            .orders(ProfileKind.PLAIN)
            .expects("ccRequiredFlag is true; Executed-Success; the card installs")
            .finds(
                Fault.refuses(FUNCTION, "8.2.7", "3.8"),
                Fault.flips(FUNCTION, "boundProfilePackage"))
            .run(trial -> {
              var phone = authenticated(trial, WITH_CODE);
              trial.check("ccRequiredFlag", true, asksForCode(phone));
              Afterwards.succeeds(trial, FUNCTION, phone::download);
              Afterwards.installs(trial, phone);
            }),
        GetBoundProfilePackageCases.about(
                5, "EmptyHashWithoutCode", "An empty hashCc is none where no code is wanted")
            .tags("confirmation-code")
            .orders(ProfileKind.PLAIN)
            .given("an order without a Confirmation Code, and an authenticated session")
            .expects("ccRequiredFlag is false; Executed-Success for hashCc of length 0")
            .finds(Fault.refuses(FUNCTION, "8.2.7", "3.8"), Fault.status(FUNCTION, 400))
            .run(trial -> {
              var phone = authenticated(trial, Wish.PLAIN);
              trial.check("ccRequiredFlag", false, asksForCode(phone));
              Afterwards.succeeds(
                  trial,
                  FUNCTION,
                  () -> phone.downloadSaying(signed -> withHash(signed, Bytes.fromHex("0400"))));
              Afterwards.installs(trial, phone);
            }),
        code(5, "RetryWithoutCode", "A package that was delivered needs the code again")
            .orders(ProfileKind.PLAIN)
            .tags("retry")
            .expects("ccRequiredFlag is true in the second session too; " + MISSING)
            .finds(
                Fault.accepts(FUNCTION).at(2),
                Fault.refuses(FUNCTION, "8.1", "6.1").at(2))
            .run(trial -> {
              var phone = authenticated(trial, WITH_CODE).download();
              trial.step("Begin a new session and ask for the package without the code");
              phone.authenticate();
              trial.check("ccRequiredFlag", true, asksForCode(phone));
              trial.refuses(
                  Es9Function.GET_BOUND_PROFILE_PACKAGE,
                  StatusCode.CONFIRMATION_CODE_MISSING,
                  () -> phone.downloadSaying(signed -> withHash(signed, Bytes.EMPTY)));
            }));
  }

  private static boolean asksForCode(Phone phone) {
    return phone.authenticated().response().smdpSigned2().ccRequiredFlag();
  }

  private static Phone authenticated(Trial trial, Wish wish) {
    var phone = trial.phone().orders(wish);
    trial.step("Begin a session and authenticate the card");
    return phone.authenticate();
  }
}
