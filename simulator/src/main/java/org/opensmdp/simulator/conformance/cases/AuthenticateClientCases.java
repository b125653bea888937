package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;
import static org.opensmdp.simulator.conformance.cases.Faults.DOWNLOAD;
import static org.opensmdp.simulator.conformance.cases.Faults.INITIATE;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** ES9+.AuthenticateClient accepts, and what it says then (SGP.22 v2 §5.6.3). */
public final class AuthenticateClientCases implements CaseSource {
  private static final Bytes FALSE = Bytes.of((byte) 0);
  private static final Bytes TRUE = Bytes.of((byte) 0xFF);

  @Override
  public List<Case> cases() {
    return Stream.of(contents(), certificates(), metadata(), repetitions())
        .flatMap(List::stream)
        .toList();
  }

  static Case.Builder one(String id, String purpose) {
    return Case.of("ES9+.AuthenticateClient_" + id, purpose)
        .requirement("SGP.22 v2 §5.6.3")
        .tags("es9plus", "authenticateClient")
        .needs(Feature.ES2PLUS)
        .orders(ProfileKind.PLAIN);
  }

  /** What a case expects that is refused, in the words of the report. */
  static String failed(Es9Function function, StatusCode status) {
    return "Failed with %s/%s, %s (ASN.1: error %d)"
        .formatted(status.subject(), status.reason(), status.text(), function.error(status));
  }

  /** Authenticates a new card for a new order and looks at the answer. */
  private static Case answer(
      String id, String what, BiConsumer<Trial, Phone> look, Fault... faults) {
    return answer(one(id, what), Wish.PLAIN, look, faults);
  }

  private static Case answer(
      Case.Builder builder, Wish wish, BiConsumer<Trial, Phone> look, Fault... faults) {
    return builder
        .given("a released order: " + wish)
        .expects("Executed-Success, and what the purpose says")
        .finds(faults)
        .run(trial -> look.accept(trial, authenticated(trial, wish)));
  }

  private static Phone authenticated(Trial trial, Wish wish) {
    var phone = trial.phone().orders(wish);
    trial.prepare("Begin a session", phone::initiate);
    trial.step("AuthenticateClient with the answer of the card");
    trial.accepts(phone::authenticateHere);
    return phone;
  }

  private static List<Case> contents() {
    return List.of(
        answer(
            "101_Nominal",
            "The card accepts what the server answers",
            (trial, phone) -> {
              trial.step("ES10b.PrepareDownload of the card");
              var said = phone.cardPrepares().prepareDownloadResponse();
              trial.check("PrepareDownloadResponse", "Ok", said.getClass().getSimpleName());
            },
            Fault.flips(AUTHENTICATE, "smdpSignature2"),
            Fault.without(AUTHENTICATE, "smdpCertificate"),
            Fault.without(AUTHENTICATE, "profileMetadata"),
            Faults.refuses(AUTHENTICATE, 1, StatusCode.MATCHING_ID_REFUSED)),
        answer(
            "102_TransactionId",
            "The answer and smdpSigned2 have the transactionId of the session",
            (trial, phone) -> {
              var response = phone.authenticated().response();
              trial.check("transactionId", phone.transactionId(), response.transactionId());
              trial.check(
                  "smdpSigned2.transactionId",
                  phone.transactionId(),
                  response.smdpSigned2().transactionId());
            },
            Fault.says(AUTHENTICATE, "transactionId", "00112233445566778899AABBCCDDEEFF"),
            Faults.inside(
                AUTHENTICATE, "smdpSigned2", 0x80, "signs another transactionId", Forged::flipped)),
        answer(
            "103_Signature",
            "smdpSignature2 is that of CERT.DPpb over smdpSigned2 and euiccSignature1 with its tag",
            AuthenticateClientCases::signature,
            Fault.flips(AUTHENTICATE, "smdpSignature2"),
            Faults.inside(
                AUTHENTICATE, "smdpSigned2", 0x01, "signs one and sends another", old -> TRUE)),
        answer(
            "104_NoCodeRequired",
            "ccRequiredFlag is false for an order without Confirmation Code",
            (trial, phone) -> trial.check(
                "ccRequiredFlag",
                false,
                phone.authenticated().response().smdpSigned2().ccRequiredFlag()),
            Faults.inside(
                AUTHENTICATE, "smdpSigned2", 0x01, "wants a code of everybody", old -> TRUE)),
        withCode(),
        answer(
            "106_NoOneTimeKey",
            "smdpSigned2 names no one-time key at the first attempt",
            (trial, phone) -> trial.check(
                "bppEuiccOtpk",
                Optional.empty(),
                phone.authenticated().response().smdpSigned2().bppEuiccOtpk()),
            Faults.changes(
                AUTHENTICATE,
                "smdpSigned2",
                "names a one-time key of nobody",
                AuthenticateClientCases::withKey)));
  }

  private static Case withCode() {
    return answer(
        one("105_CodeRequired", "ccRequiredFlag is true for an order with a Confirmation Code")
            .needs(Feature.CONFIRMATION_CODE),
        Wish.PLAIN.withCode(),
        (trial, phone) -> trial.check(
            "ccRequiredFlag",
            true,
            phone.authenticated().response().smdpSigned2().ccRequiredFlag()),
        Faults.inside(AUTHENTICATE, "smdpSigned2", 0x01, "wants a code of nobody", old -> FALSE));
  }

  private static Bytes withKey(Bytes signed2) {
    var tlv = Tlv.parse("smdpSigned2", signed2);
    var key = Bytes.concat(Bytes.of((byte) 4), Bytes.wrap(new byte[64]));
    return Der.tlv(tlv.tag(), tlv.value(), Der.tlv(0x5F49, key));
  }

  private static void signature(Trial trial, Phone phone) {
    var response = phone.authenticated().response();
    var said = (AuthenticateServerResponse.Ok)
        phone.authenticated().request().authenticateServerResponse();
    var signed = Bytes.concat(response.smdpSigned2().der(), said.euiccSignature1());
    trial.check(
        "smdpSignature2 verifies",
        true,
        Signatures.verify(
            certificate(phone).publicKey(), signed, SignatureTlv.value(response.smdpSignature2())));
  }

  private static RspCertificate certificate(Phone phone) {
    return RspCertificate.parse(phone.authenticated().response().smdpCertificate());
  }

  private static List<Case> certificates() {
    return List.of(
        certificate(
            "111_CertificateRole",
            "smdpCertificate is one for binding packages, CERT.DPpb.ECDSA",
            (trial, phone) -> trial.check(
                "certificatePolicies",
                true,
                certificate(phone).roles().contains(CertificateRole.DP_PB)),
            Faults.role(AUTHENTICATE, "smdpCertificate", "67811201020105", "67811201020104")),
        certificate(
            "112_CertificateOid",
            "CERT.DPpb has the object identifier of CERT.DPauth",
            (trial, phone) -> trial.check(
                "registeredID",
                RspCertificate.parse(phone.session().response().serverCertificate())
                    .smdpOid(),
                certificate(phone).smdpOid()),
            Faults.withoutOid(AUTHENTICATE, "smdpCertificate"),
            Faults.withoutOid(INITIATE, "serverCertificate")),
        certificate(
            "113_CertificateChain",
            "CERT.DPpb is issued by the CI of CERT.DPauth, on the same curve",
            (trial, phone) -> {
              var ci = trial.target().cards(trial.wire().curve()).ci();
              var found = certificate(phone);
              trial.check("authorityKeyIdentifier", ci.subjectKeyId(), found.authorityKeyId());
              trial.check("the signature of the CI holds", true, found.signedBy(ci.publicKey()));
              trial.check("curve", trial.wire().curve(), found.publicKey().curve());
            },
            Fault.flips(AUTHENTICATE, "smdpCertificate")),
        certificate(
            "114_CertificateValid",
            "CERT.DPpb is valid now, for digital signatures and issues nothing",
            (trial, phone) -> {
              var found = certificate(phone);
              trial.check(
                  "validity",
                  "now is inside",
                  "%s to %s".formatted(found.notBefore(), found.notAfter()),
                  found.validAt(Instant.now()));
              trial.check("digitalSignature", true, found.mayCreateDigitalSignatures());
              trial.check("cA", false, found.ca());
            },
            Faults.expired(AUTHENTICATE, "smdpCertificate"),
            Faults.usage(AUTHENTICATE, "smdpCertificate")));
  }

  private static Case certificate(
      String id, String what, BiConsumer<Trial, Phone> look, Fault... faults) {
    var builder = one(id, what).requirement("SGP.22 v2 §4.5.2.1, §5.6.3").tags("certificate");
    return answer(builder, Wish.PLAIN, look, faults);
  }

  private static List<Case> metadata() {
    return List.of(
        answer(
            "121_MetadataOfOrder",
            "profileMetadata has the ICCID that was ordered",
            (trial, phone) -> trial.check(
                "iccid",
                phone.order().iccid().swapped(),
                iccid(phone.authenticated().response().profileMetadata())),
            Faults.inside(
                AUTHENTICATE,
                "profileMetadata",
                0x5A,
                "announces another profile",
                Forged::turned)),
        answer(
            "122_MetadataOfPackage",
            "profileMetadata is octet by octet what the package brings to the card",
            (trial, phone) -> {
              trial.prepare("Download and install", () -> phone.download().install());
              trial.check("profiles on the card", 1, phone.euicc().profiles().size());
              trial.check(
                  "StoreMetadata",
                  phone.authenticated().response().profileMetadata(),
                  phone.euicc().profiles().get(0).metadata().der());
            },
            Faults.inside(
                AUTHENTICATE,
                "profileMetadata",
                0x91,
                "announces another name than it sends",
                Forged::flipped)));
  }

  private static Bytes iccid(Bytes metadata) {
    return Tlv.parse("profileMetadata", 0xBF25, metadata)
        .members("profileMetadata")
        .value(0x5A, "iccid");
  }

  private static List<Case> repetitions() {
    return List.of(
        one("131_Identical", "The same request again has the same answer: the first was lost")
            .requirement("SGP.22 v2 §5.6.3; rule of the field")
            .tags("retry")
            .given("a released order")
            .expects("twice the same octets")
            .finds(
                Faults.refuses(AUTHENTICATE, 2, StatusCode.TRANSACTION_UNKNOWN),
                Fault.flips(AUTHENTICATE, "smdpSignature2").at(2),
                Fault.flips(AUTHENTICATE, "profileMetadata").at(2))
            .run(trial -> {
              var phone = authenticated(trial, Wish.PLAIN);
              var first = phone.authenticated();
              trial.step("The same request again");
              var again = trial.accepts(() -> phone.tell(first.request())).authenticated();
              trial.check("answer", first.response(), again.response());
            }),
        one("132_GoesOnAfterRepeating", "A repeated request leaves the session as it was")
            .requirement("SGP.22 v2 §5.6.3; rule of the field")
            .tags("retry")
            .given("a released order")
            .expects("the package after a repeated AuthenticateClient")
            .finds(Faults.refuses(DOWNLOAD, 1, StatusCode.TRANSACTION_UNKNOWN))
            .run(trial -> {
              var phone = authenticated(trial, Wish.PLAIN);
              trial.prepare(
                  "The same request again",
                  () -> phone.tell(phone.authenticated().request()));
              trial.step("GetBoundProfilePackage");
              trial.accepts(phone::download);
            }),
        one("133_KeyNamedAgain", "A card that comes again is offered the key it was bound to")
            .requirement("SGP.22 v2 §5.6.3")
            .tags("retry")
            .given("an order whose package the card has got, and not installed")
            .expects("Executed-Success; bppEuiccOtpk is the key of the first download")
            .finds(
                Faults.refuses(AUTHENTICATE, 2, StatusCode.PROFILE_NOT_ALLOWED),
                Fault.without(AUTHENTICATE, "smdpSigned2").at(2),
                Faults.changes(
                        AUTHENTICATE,
                        "smdpSigned2",
                        "has forgotten the key",
                        AuthenticateClientCases::withoutKey)
                    .at(2))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN);
              trial.prepare("Download", () -> phone.authenticate().download());
              var key = phone.euiccOtpk();
              trial.step("The same card comes again");
              trial.accepts(phone::authenticate);
              trial.check(
                  "bppEuiccOtpk",
                  Optional.of(key),
                  phone.authenticated().response().smdpSigned2().bppEuiccOtpk());
            }));
  }

  private static Bytes withoutKey(Bytes signed2) {
    var hex = signed2.toString();
    int key = hex.indexOf("5F4941");
    return key < 0 ? signed2 : Der.sequence(Bytes.fromHex(hex.substring(4, key)));
  }
}
