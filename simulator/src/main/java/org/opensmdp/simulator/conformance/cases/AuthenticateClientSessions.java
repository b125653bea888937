package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.rsp.StatusCode.EUICC_VERIFICATION_FAILED;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;
import static org.opensmdp.simulator.conformance.cases.AuthenticateClientCases.failed;
import static org.opensmdp.simulator.conformance.cases.AuthenticateClientCases.one;
import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.EuiccSigned1;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** ES9+.AuthenticateClient: the session, the answer of the card, its proof (§5.6.3, checks 1, 2, 9 to 11). */
public final class AuthenticateClientSessions implements CaseSource {
  private static final Es9Function FUNCTION = Es9Function.AUTHENTICATE_CLIENT;
  private static final int HALF = 32;

  private static final Map<Integer, String> ERRORS = new TreeMap<>(Map.of(
      1, "InvalidCertificate",
      2, "InvalidSignature",
      3, "UnsupportedCurve",
      4, "NoSessionContext",
      5, "InvalidOid",
      6, "EuiccChallengeMismatch",
      7, "CiPKUnknown",
      127, "UndefinedError"));

  @Override
  public List<Case> cases() {
    return Stream.of(transactions(), arms(), signatures(), contents())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> transactions() {
    return List.of(
        transaction(
            "01_UnknownTransaction",
            "A transactionId that nobody has given is refused",
            1,
            phone -> {},
            phone -> phone.tell(in(phone, Forged.TRANSACTION))),
        transaction(
            "02_TransactionOfOneOctet",
            "A transactionId of another length is refused",
            1,
            phone -> {},
            phone -> phone.tell(in(phone, TransactionId.fromHex("01")))),
        transaction(
            "03_TransactionUsedUp",
            "A refused proof ends the session, and no second proof is taken in it",
            2,
            phone -> {
              try {
                phone.tell(signed(phone, Forged::flipped));
              } catch (Es9PlusRefusal expected) {
                // as it should be; that it is so is another case
              }
            },
            Phone::authenticateHere),
        transaction(
            "04_AnotherProof",
            "Another proof in a session that has got further is refused",
            2,
            Phone::authenticateHere,
            phone -> phone.tell(signed(phone, Forged::flipped))),
        one(
                "05_AnswerOfAnotherSession",
                "What a card has said in one session proves nothing in another")
            .requirement("SGP.22 v2 §5.6.3, checks 10 and 11")
            .tags("session", "refusal")
            .given("two sessions of the same card")
            .expects(failed(FUNCTION, TRANSACTION_UNKNOWN))
            .finds(Faults.unlike(AUTHENTICATE, 1, StatusCode.MATCHING_ID_REFUSED))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN);
              var said = new ArrayList<AuthenticateServerResponse>();
              trial.prepare("The card answers in a first session, and a second one begins", () -> {
                said.add(phone.initiate().cardAccepts());
                phone.initiate();
              });
              trial.step("AuthenticateClient in the second with the answer of the first");
              trial.refuses(FUNCTION, TRANSACTION_UNKNOWN, () -> phone.tell(said.get(0)));
            }));
  }

  private static AuthenticateClientRequest in(Phone phone, TransactionId id) {
    return new AuthenticateClientRequest(id, phone.cardAccepts());
  }

  private static Case transaction(
      String id, String purpose, int nth, Consumer<Phone> before, Consumer<Phone> step) {
    return refused(
        one(id, purpose).requirement("SGP.22 v2 §5.6.3, check 1").tags("session"),
        TRANSACTION_UNKNOWN,
        Faults.unlike(AUTHENTICATE, nth, EUICC_VERIFICATION_FAILED),
        before,
        step);
  }

  private static Case refused(
      Case.Builder builder,
      StatusCode expected,
      Fault[] faults,
      Consumer<Phone> before,
      Consumer<Phone> step) {
    return builder
        .tags("refusal")
        .given("a released order, and a session that has begun")
        .expects(failed(FUNCTION, expected))
        .finds(faults)
        .run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN);
          trial.prepare("Begin a session", () -> before.accept(phone.initiate()));
          trial.step("AuthenticateClient as the purpose says");
          trial.refuses(FUNCTION, expected, () -> step.accept(phone));
        });
  }

  /** The card has refused the server: the server refuses too, with a code of its choice. */
  private static List<Case> arms() {
    var cases = new ArrayList<Case>();
    ERRORS.forEach((code, name) -> cases.add(arm(
        "%d_CardSays%s".formatted(11 + cases.size(), name),
        "A card that answers %d, %s, is not served".formatted(code, name),
        (phone, id) -> AuthenticateServerResponse.Error.of(id, code))));
    cases.add(arm(
        "19_ErrorWithAnotherTag",
        "An authenticateErrorCode with the tag 81 is read as one with 02: cards send both",
        (phone, id) -> AuthenticateServerResponse.parse(
            Der.tlv(0xBF38, Der.tlv(0xA1, id.toDer(), Bytes.fromHex("810101"))))));
    cases.add(one("20_OrderAfterError", "A card that has refused once may come again for its order")
        .requirement("SGP.22 v2 §5.6.3; rule of the field")
        .tags("card-error")
        .given("a session that the card has refused")
        .expects("Executed-Success in a new session")
        .finds(Faults.refuses(AUTHENTICATE, 2, StatusCode.PROFILE_NOT_ALLOWED))
        .run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN);
          trial.prepare("The card refuses the server", phone::initiate);
          trial.refusesSomehow(
              () -> phone.tell(AuthenticateServerResponse.Error.of(phone.transactionId(), 1)));
          trial.step("The card comes again");
          trial.accepts(phone::authenticate);
        }));
    return cases;
  }

  private interface Arm {
    AuthenticateServerResponse of(Phone phone, TransactionId id);
  }

  private static Case arm(String id, String purpose, Arm arm) {
    return one(id, purpose)
        .requirement("SGP.22 v2 §5.6.3, check 2")
        .tags("card-error", "refusal")
        .given("a session that has begun")
        .expects("HTTP 200 and Failed; the code is the server's choice")
        .finds(Fault.accepts(AUTHENTICATE), Fault.status(AUTHENTICATE, 400))
        .run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN);
          trial.prepare("Begin a session", phone::initiate);
          trial.step("AuthenticateClient with the error of the card");
          trial.refusesSomehow(() -> phone.tell(arm.of(phone, phone.transactionId())));
        });
  }

  private static List<Case> signatures() {
    return List.of(
        signature("51_SignatureFlipped", "with one bit changed", Forged::flipped),
        signature("52_SignatureOfZeros", "whose numbers are 0", old -> filled(0)),
        signature(
            "53_SignatureOfOnes", "whose numbers are not below the order", old -> filled(255)),
        signature("54_SignatureTurned", "whose numbers have changed places", old -> {
          var value = SignatureTlv.value(old);
          return SignatureTlv.toDer(
              Bytes.concat(value.slice(HALF, 2 * HALF), value.slice(0, HALF)));
        }),
        proof("55_SignatureOfAnotherCard", "A signature of another card is refused", phone -> {
          var genuine = phone.cardAccepts();
          phone.tell(AuthenticateServerResponse.Ok.of(
              genuine.euiccSigned1(),
              Forged.strangersSignature(phone, genuine.euiccSigned1().der()),
              genuine.euiccCertificate(),
              genuine.eumCertificate()));
        }),
        proof("56_SignatureOfLess", "A signature over less than euiccSigned1 is refused", phone -> {
          var genuine = phone.cardAccepts();
          var der = genuine.euiccSigned1().der();
          phone.tell(AuthenticateServerResponse.Ok.of(
              genuine.euiccSigned1(),
              phone.sign(der.slice(0, der.size() - 1)),
              genuine.euiccCertificate(),
              genuine.eumCertificate()));
        }),
        one("57_SignatureOfEitherS", "Of the two forms of an ECDSA signature both are accepted")
            .requirement("SGP.22 v2 §5.6.3, check 9; BSI TR-03111")
            .tags("proof")
            .given("a session that has begun")
            .expects("Executed-Success for r and n - s in place of s, twice")
            .finds(
                Faults.refuses(AUTHENTICATE, 1, EUICC_VERIFICATION_FAILED),
                Faults.refuses(AUTHENTICATE, 2, EUICC_VERIFICATION_FAILED))
            .run(AuthenticateClientSessions::bothForms));
  }

  /** One of the two has s in the lower half of the range, the other in the upper. */
  private static void bothForms(Trial trial) {
    for (boolean high : List.of(true, false)) {
      var phone = trial.phone().orders(Wish.PLAIN);
      trial.prepare("Begin a session", phone::initiate);
      trial.step("AuthenticateClient with the " + (high ? "larger s" : "smaller s"));
      trial.accepts(() -> phone.tell(signed(phone, old -> form(trial, old, high))));
    }
  }

  private static Bytes form(Trial trial, Bytes signature, boolean high) {
    var value = SignatureTlv.value(signature);
    var order = new BigInteger(
        trial.wire().curve() == Curve.NIST_P256
            ? "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"
            : "A9FB57DBA1EEA9BC3E660A909D838D718C397AA3B561A6F7901E0E82974856A7",
        16);
    var s = new BigInteger(1, value.slice(HALF, 2 * HALF).toArray());
    var other = order.subtract(s);
    var chosen = high ? s.max(other) : s.min(other);
    return SignatureTlv.toDer(
        Bytes.concat(value.slice(0, HALF), Bytes.fromHex("%064X".formatted(chosen))));
  }

  private static Bytes filled(int octet) {
    var value = new byte[2 * HALF];
    Arrays.fill(value, (byte) octet);
    return SignatureTlv.toDer(Bytes.wrap(value));
  }

  private static Case signature(String id, String what, UnaryOperator<Bytes> change) {
    return proof(
        id,
        "A signature %s is refused".formatted(what),
        phone -> phone.tell(signed(phone, change)));
  }

  private static Case proof(String id, String purpose, Consumer<Phone> step) {
    return refused(
        one(id, purpose).requirement("SGP.22 v2 §5.6.3, check 9").tags("proof"),
        EUICC_VERIFICATION_FAILED,
        Faults.unlike(AUTHENTICATE, 1, StatusCode.EUICC_CERTIFICATE_INVALID),
        phone -> {},
        step);
  }

  /** The genuine answer of the card with its signature changed. */
  private static AuthenticateServerResponse signed(Phone phone, UnaryOperator<Bytes> change) {
    var genuine = phone.cardAccepts();
    return AuthenticateServerResponse.Ok.of(
        genuine.euiccSigned1(),
        change.apply(genuine.euiccSignature1()),
        genuine.euiccCertificate(),
        genuine.eumCertificate());
  }

  private static List<Case> contents() {
    return List.of(
        saying(
            "61_OtherTransactionSigned",
            "A card that has signed another transactionId is refused",
            10,
            TRANSACTION_UNKNOWN,
            EUICC_VERIFICATION_FAILED,
            signed -> signed1(
                Forged.TRANSACTION, signed.serverAddress(), signed.serverChallenge(), signed)),
        saying(
            "62_OtherChallengeSigned",
            "A card that has signed another serverChallenge is refused",
            11,
            EUICC_VERIFICATION_FAILED,
            TRANSACTION_UNKNOWN,
            signed -> signed1(
                signed.transactionId(),
                signed.serverAddress(),
                Forged.flipped(signed.serverChallenge()),
                signed)),
        saying(
            "63_OtherAddressSigned",
            "A card that has signed another serverAddress is refused",
            11,
            EUICC_VERIFICATION_FAILED,
            TRANSACTION_UNKNOWN,
            signed ->
                signed1(signed.transactionId(), "evil.example", signed.serverChallenge(), signed)),
        failureLeaves(
            "64_OrderAfterForgery",
            "A proof that fails costs the order nothing: the card comes again",
            (trial, phone) -> trial.accepts(phone::authenticate)),
        failureLeaves(
            "65_OtherCardAfterForgery",
            "A proof that fails binds the order to no card",
            (trial, phone) -> {
              var other = trial.phone().scans(phone.order());
              trial.accepts(other::authenticate);
            }));
  }

  private static Case failureLeaves(
      String id, String purpose, BiConsumer<Trial, Phone> afterwards) {
    return one(id, purpose)
        .tags("proof")
        .given("a session that a flipped signature has ended")
        .expects("Executed-Success in a new session")
        .finds(
            Faults.refuses(AUTHENTICATE, 2, StatusCode.EID_REFUSED),
            Faults.refuses(AUTHENTICATE, 2, StatusCode.PROFILE_NOT_ALLOWED))
        .run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN);
          trial.prepare("Begin a session", phone::initiate);
          trial.step("A flipped signature is refused");
          trial.refusesSomehow(() -> phone.tell(signed(phone, Forged::flipped)));
          trial.step("A genuine card comes for the same order");
          afterwards.accept(trial, phone);
        });
  }

  private static Case saying(
      String id,
      String purpose,
      int check,
      StatusCode expected,
      StatusCode mistaken,
      UnaryOperator<EuiccSigned1> change) {
    return refused(
        one(id, purpose).requirement("SGP.22 v2 §5.6.3, check " + check).tags("proof"),
        expected,
        Faults.unlike(AUTHENTICATE, 1, mistaken),
        phone -> {},
        phone -> phone.authenticateSaying(change));
  }

  private static EuiccSigned1 signed1(
      TransactionId id, String address, Bytes challenge, EuiccSigned1 genuine) {
    return EuiccSigned1.of(id, address, challenge, genuine.euiccInfo2(), genuine.ctxParams1());
  }
}
