package org.opensmdp.simulator.conformance.cases;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.StatusCode;
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

/** ES9+.GetBoundProfilePackage refuses: sessions, errors of the card, signatures, one-time keys. */
public final class GetBoundProfilePackageCases implements CaseSource {
  static final String FUNCTION = "getBoundProfilePackage";

  private static final String UNKNOWN = "Failed 8.10.1/3.9, the transactionId is unknown";
  private static final String UNPROVEN = "Failed 8.1/6.1; a new session gets the package";

  @Override
  public List<Case> cases() {
    return Stream.of(transactions(), cardErrors(), signatures(), transactionsInside(), keys())
        .flatMap(List::stream)
        .toList();
  }

  static Case.Builder about(int check, String name, String purpose) {
    var id = "ES9+.GetBoundProfilePackage_%02d_%s".formatted(check, name);
    return Case.of(id, purpose)
        .requirement("SGP.22 v2 §5.6.2, check " + check)
        .tags("es9plus", FUNCTION, "check-" + check)
        .needs(Feature.ES2PLUS);
  }

  private static Case.Builder plain(int check, String name, String purpose) {
    return about(check, name, purpose).orders(ProfileKind.PLAIN);
  }

  // 1: the session

  private static List<Case> transactions() {
    return List.of(
        transaction("UnknownTransactionId", "a transactionId that nobody has given")
            .given("a session that is authenticated")
            .run(trial -> {
              var phone = authenticated(trial);
              trial.step("Ask under a transactionId that the server has not given");
              unknown(trial, () -> phone.ask(phone.preparedIn(Forged.TRANSACTION)));
              trial.step("Ask in the session that is authenticated");
              Afterwards.succeeds(trial, FUNCTION, phone::download);
              Afterwards.installs(trial, phone);
            }),
        transaction("NotAuthenticated", "a session in which no card is proven")
            .given("a session in which only initiateAuthentication was called")
            .run(trial -> {
              var phone = authenticated(trial);
              trial.step("Begin another session and ask for the package at once");
              phone.initiate();
              unknown(trial, () -> phone.ask(phone.preparedIn(phone.transactionId())));
            }),
        transaction("AuthenticationRefused", "a session whose authenticateClient was refused")
            .given("a session whose euiccSignature1 was wrong")
            .run(GetBoundProfilePackageCases::afterRefusal),
        cancelled("Postponed", CancelSessionReason.POSTPONED),
        cancelled("Timeout", CancelSessionReason.TIMEOUT),
        cancelled("EndUserRejection", CancelSessionReason.END_USER_REJECTION),
        transaction("Reported", "a session whose installation has been reported")
            .given("the card has installed the package and its report was delivered")
            .run(GetBoundProfilePackageCases::afterReport),
        transaction("Superseded", "a session that a later one for the same order has replaced")
            .given("a package was delivered; the same card has authenticated itself again")
            .run(GetBoundProfilePackageCases::afterLaterSession),
        session("OrderCancelled", "a session whose order the operator has cancelled")
            .tags("es2plus")
            .given("a session that is authenticated; then ES2+.CancelOrder")
            .expects("Failed; which status code is the server's choice")
            .run(GetBoundProfilePackageCases::afterCancelOrder));
  }

  private static Case.Builder transaction(String name, String what) {
    return session(name, what).expects(UNKNOWN).finds(Fault.refuses(FUNCTION, "8.10.1", "3.8"));
  }

  private static Case.Builder session(String name, String what) {
    return plain(1, name, "A package is refused in " + what)
        .tags("session")
        .finds(Fault.accepts(FUNCTION));
  }

  private static Case cancelled(String name, CancelSessionReason reason) {
    return transaction("Cancelled" + name, "a session cancelled with reason " + reason.code())
        .given("a session that is authenticated, then cancelled")
        .run(trial -> {
          var phone = authenticated(trial);
          trial.step("Cancel the session with reason " + reason.code());
          phone.cancel(reason);
          Afterwards.sessionIsOver(trial, phone);
        });
  }

  private static void afterRefusal(Trial trial) {
    var phone = authenticated(trial);
    trial.step("Begin another session and authenticate with a wrong euiccSignature1");
    phone.initiate();
    var stranger = Forged.stranger(trial, trial.wire().curve()).euicc(trial.anyEid());
    trial.refusesSomehow(() -> phone.tell(Forged.as(stranger, phone.cardAccepts())));
    Afterwards.sessionIsOver(trial, phone);
  }

  private static void afterReport(Trial trial) {
    var phone = trial.phone().orders(Wish.PLAIN);
    trial.step("Download, install, report");
    phone.getsIt();
    Afterwards.ended(trial, phone);
    trial.step("Ask for the package with another one-time key in the session reported");
    unknown(
        trial,
        () -> phone
            .server()
            .getBoundProfilePackage(phone.preparedIn(phone.downloaded().transactionId())));
  }

  private static void afterLaterSession(Trial trial) {
    var phone = authenticated(trial).download();
    var first = phone.downloaded().request();
    trial.step("Begin a new session for the same order");
    phone.authenticate();
    trial.step("Ask for the package in the first session");
    unknown(trial, () -> phone.server().getBoundProfilePackage(first));
    trial.step("Ask for the package in the second session");
    Afterwards.succeeds(trial, FUNCTION, phone::download);
    Afterwards.installs(trial, phone);
  }

  private static void afterCancelOrder(Trial trial) {
    var phone = authenticated(trial);
    trial.prepare(
        "Cancel the order over ES2+",
        () -> trial
            .operator()
            .cancelOrder(new OrderCancellation(
                phone.order().iccid(),
                Optional.empty(),
                phone.order().matchingId(),
                FinalProfileStatus.UNAVAILABLE)));
    trial.step("Ask for the package");
    trial.refusesSomehow(() -> phone.download());
  }

  // 2: the card has refused

  private static List<Case> cardErrors() {
    var errors = IntStream.of(1, 2, 3, 4, 5, 127)
        .mapToObj(code -> cardError("CardError" + code, "downloadErrorCode " + code)
            .run(trial -> {
              var phone = authenticated(trial);
              trial.step("The card refuses the download with downloadErrorCode " + code);
              phone.euicc().behave(EuiccQuirks.NONE.downloadError(code));
              trial.refusesSomehow(phone::download);
              Afterwards.downloadable(trial, phone);
            }));
    var universal = cardError("CardErrorAsInteger", "an error code under the universal tag 02")
        .run(trial -> {
          var phone = authenticated(trial);
          trial.step("The card refuses, its error code encoded as 02 01 05");
          var told = Der.tlv(0xA1, phone.transactionId().toDer(), Bytes.fromHex("020105"));
          trial.refusesSomehow(
              () -> phone.ask(PrepareDownloadResponse.parse(Der.tlv(0xBF21, told))));
          Afterwards.downloadable(trial, phone);
        });
    return Stream.concat(errors, Stream.of(universal)).toList();
  }

  private static Case.Builder cardError(String name, String what) {
    return plain(2, name, "A card's own refusal is answered Failed, and keeps the order: " + what)
        .tags("card-error")
        .given("a session that is authenticated")
        .expects("Failed, with any status code; a new session gets the package")
        .finds(
            Fault.accepts(FUNCTION).at(1),
            Fault.status(FUNCTION, 500).at(1),
            Afterwards.endedAt(2));
  }

  // 3, 4: the signature

  private static List<Case> signatures() {
    return List.of(
        signature("OtherCard", "a signature of another card of the same EUM", (trial, phone) -> {
          var other = trial.target().cards(trial.wire().curve()).euicc(trial.anyEid());
          var signed = phone.cardAgrees().euiccSigned2();
          return answer(signed, Forged.sign(other, signed.der(), smdpSignature2(phone)));
        }),
        signature("Stranger", "a signature of a card of no known EUM", (trial, phone) -> {
          var other = Forged.stranger(trial, trial.wire().curve())
              .euicc(phone.identity().eid());
          var signed = phone.cardAgrees().euiccSigned2();
          return answer(signed, Forged.sign(other, signed.der(), smdpSignature2(phone)));
        }),
        signature("Flipped", "a signature with one bit changed", (trial, phone) -> {
          var genuine = phone.cardAgrees();
          return answer(genuine.euiccSigned2(), Forged.flipped(genuine.euiccSignature2()));
        }),
        signature("Zero", "a signature whose r and s are 0", (trial, phone) -> {
          var signed = phone.cardAgrees().euiccSigned2();
          return answer(signed, Der.tlv(0x5F37, Bytes.wrap(new byte[64])));
        }),
        signature(
            "SignedPartOnly", "a signature that leaves smdpSignature2 out", (trial, phone) -> {
              var signed = phone.cardAgrees().euiccSigned2();
              return answer(signed, phone.sign(signed.der()));
            }),
        signature(
            "SignatureWithoutTag",
            "a signature over smdpSignature2 without tag and length",
            (trial, phone) -> {
              var signed = phone.cardAgrees().euiccSigned2();
              var tlv = smdpSignature2(phone);
              return answer(signed, phone.sign(signed.der(), tlv.slice(3, tlv.size())));
            }),
        signature(
            "OtherSession",
            "a signature over smdpSignature2 of an earlier session",
            (trial, phone) -> {
              var earlier = smdpSignature2(phone);
              phone.authenticate();
              var signed = phone.cardAgrees().euiccSigned2();
              return answer(signed, phone.sign(signed.der(), earlier));
            }));
  }

  private static List<Case> transactionsInside() {
    return List.of(plain(
            4, "OtherTransactionId", "A transactionId inside that is not the session's is refused")
        .tags("signature")
        .given("a session that is authenticated")
        .expects(UNKNOWN + "; a new session gets the package")
        .finds(
            Fault.accepts(FUNCTION).at(1), Fault.refuses(FUNCTION, "8.1", "6.1").at(1))
        .run(trial -> {
          var phone = authenticated(trial);
          trial.step("Ask with another transactionId in euiccSigned2, well signed");
          unknown(
              trial,
              () -> phone.downloadSaying(signed ->
                  EuiccSigned2.of(Forged.TRANSACTION, signed.euiccOtpk(), signed.hashCc())));
          Afterwards.downloadable(trial, phone);
        }));
  }

  private static Bytes smdpSignature2(Phone phone) {
    return phone.authenticated().response().smdpSignature2();
  }

  private static PrepareDownloadResponse answer(EuiccSigned2 signed, Bytes signature) {
    return PrepareDownloadResponse.Ok.of(signed, signature);
  }

  private static Case signature(
      String name, String what, BiFunction<Trial, Phone, PrepareDownloadResponse> made) {
    return plain(
            3, name, "euiccSignature2 is verified over euiccSigned2 and smdpSignature2: " + what)
        .tags("signature")
        .given("a session that is authenticated")
        .expects(UNPROVEN)
        .finds(
            Fault.accepts(FUNCTION).at(1),
            Fault.refuses(FUNCTION, "8.1.3", "6.1").at(1))
        .run(trial -> {
          var phone = authenticated(trial);
          trial.step("Ask with " + what);
          var response = made.apply(trial, phone);
          trial.refuses(
              Es9Function.GET_BOUND_PROFILE_PACKAGE,
              StatusCode.EUICC_VERIFICATION_FAILED,
              () -> phone.ask(response));
          Afterwards.downloadable(trial, phone);
        });
  }

  // 8: the one-time key

  private static List<Case> keys() {
    return List.of(
        key(
            "BesideTheCurve",
            "65 octets that are no point of the curve",
            trial -> filled(0x04, 64)),
        key(
            "OfTheOtherCurve",
            "a point of another curve",
            trial -> EphemeralKey.generate(trial.wire().otherCurve(), trial.random())
                .publicKey()
                .point()),
        key("TooShort", "64 octets", trial -> filled(0x04, 63)),
        key("TooLong", "66 octets", trial -> filled(0x04, 65)),
        key("Compressed", "33 octets that begin with 02", trial -> filled(0x02, 32)),
        key("Infinity", "the point at infinity", trial -> Bytes.fromHex("00")),
        key(
            "Zero",
            "the coordinates 0 and 0",
            trial -> Bytes.concat(Bytes.fromHex("04"), Bytes.wrap(new byte[64]))),
        key("Empty", "no octet", trial -> Bytes.EMPTY));
  }

  private static Bytes filled(int first, int more) {
    var octets = new byte[1 + more];
    Arrays.fill(octets, (byte) 1);
    octets[0] = (byte) first;
    return Bytes.wrap(octets);
  }

  private static Case key(String name, String what, Function<Trial, Bytes> point) {
    return plain(8, "Otpk" + name, "A one-time key of the card that is none is refused: " + what)
        .tags("one-time-key", "hostile")
        .given("a session that is authenticated")
        .expects("Failed, with any status code; a new session gets the package")
        .finds(Fault.accepts(FUNCTION).at(1), Fault.status(FUNCTION, 500).at(1))
        .run(trial -> {
          var phone = authenticated(trial);
          trial.step("Ask with otPK.EUICC.ECKA of " + what + ", well signed");
          trial.refusesSomehow(() -> phone.downloadSaying(signed ->
              EuiccSigned2.of(signed.transactionId(), point.apply(trial), signed.hashCc())));
          Afterwards.downloadable(trial, phone);
        });
  }

  private static Phone authenticated(Trial trial) {
    var phone = trial.phone().orders(Wish.PLAIN);
    trial.step("Begin a session and authenticate the card");
    return phone.authenticate();
  }

  private static void unknown(Trial trial, Runnable asking) {
    trial.refuses(Es9Function.GET_BOUND_PROFILE_PACKAGE, StatusCode.TRANSACTION_UNKNOWN, asking);
  }
}
