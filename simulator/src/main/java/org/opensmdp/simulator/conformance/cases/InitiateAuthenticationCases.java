package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;
import static org.opensmdp.simulator.conformance.cases.Faults.INITIATE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** ES9+.InitiateAuthentication accepts, and what it says then (SGP.22 v2 §5.6.1). */
public final class InitiateAuthenticationCases implements CaseSource {
  private static final int MANY = 5;
  private static final int OCTETS = 16;
  private static final String NOTHING = "00".repeat(OCTETS);

  @Override
  public List<Case> cases() {
    return Stream.of(contents(), proof(), certificates(), preferences(), sessions(), versions())
        .flatMap(List::stream)
        .toList();
  }

  static Case.Builder one(String id, String purpose) {
    return Case.of("ES9+.InitiateAuthentication_" + id, purpose)
        .requirement("SGP.22 v2 §5.6.1")
        .tags("es9plus", "initiateAuthentication");
  }

  private static List<Case> contents() {
    return List.of(
        one("01_Nominal", "The server answers a card in a way that the card accepts")
            .expects("Executed-Success; ES10b.AuthenticateServer of the card is OK")
            .finds(
                Fault.flips(INITIATE, "serverSignature1"),
                Fault.without(INITIATE, "serverCertificate"),
                Faults.refuses(INITIATE, 1, StatusCode.PROVIDER_EXECUTION_ERROR))
            .run(InitiateAuthenticationCases::nominal),
        answer(
            "02_ChallengeEchoed",
            "serverSigned1 has the challenge of the card",
            (trial, hello) -> trial.check(
                "euiccChallenge",
                hello.request().euiccChallenge(),
                hello.response().serverSigned1().euiccChallenge()),
            Faults.inside(
                INITIATE, "serverSigned1", 0x81, "signs another challenge", Forged::flipped)),
        answer(
            "03_AddressEchoed",
            "serverSigned1 has the address that the LPA has given",
            (trial, hello) -> trial.check(
                "serverAddress",
                hello.request().smdpAddress(),
                hello.response().serverSigned1().serverAddress()),
            Faults.inside(
                INITIATE, "serverSigned1", 0x83, "signs another address", Forged::flipped)),
        one("04_ServerChallengeFresh", "Every session has a serverChallenge of its own")
            .expects("%d sessions with different challenges of 16 octets".formatted(MANY))
            .finds(Faults.inside(
                INITIATE,
                "serverSigned1",
                0x84,
                "challenges every card alike",
                old -> Bytes.fromHex(NOTHING)))
            .run(trial -> different(
                trial, "serverChallenges", at -> at.response().serverSigned1().serverChallenge())),
        one("05_TransactionIdUnique", "Every session has a transactionId of its own")
            .expects("%d sessions with different transactionIds".formatted(MANY))
            .finds(sameTransaction())
            .run(trial -> different(
                trial, "transactionIds", at -> at.response().transactionId().octets())));
  }

  private static List<Case> proof() {
    return List.of(
        answer(
            "06_TransactionIdSigned",
            "serverSigned1 has the transactionId of the answer, of 1 to 16 octets",
            (trial, hello) -> trial.check(
                "transactionId",
                hello.response().transactionId(),
                hello.response().serverSigned1().transactionId()),
            Fault.says(INITIATE, "transactionId", NOTHING)),
        answer(
            "07_Signature",
            "serverSignature1 is that of the key of serverCertificate over serverSigned1",
            (trial, hello) -> trial.check(
                "serverSignature1 verifies",
                true,
                Signatures.verify(
                    hello.certificate().publicKey(),
                    hello.response().serverSigned1().der(),
                    SignatureTlv.value(hello.response().serverSignature1()))),
            Fault.flips(INITIATE, "serverSignature1"),
            Faults.inside(
                INITIATE, "serverSigned1", 0x84, "signs one and sends another", Forged::flipped)));
  }

  private static Fault sameTransaction() {
    return Fault.of(
        "gives every session the same transactionId",
        INITIATE,
        answer -> Faults.inside(INITIATE, "serverSigned1", 0x80, "", old -> Bytes.fromHex(NOTHING))
            .change()
            .apply(answer)
            .json(object -> object.put("transactionId", NOTHING)));
  }

  private static void nominal(Trial trial) {
    var phone = trial.phone();
    trial.step("InitiateAuthentication");
    trial.accepts(phone::initiate);
    trial.step("Have the card look at the answer");
    var response = phone.cardAnswers(Optional.empty()).authenticateServerResponse();
    trial.check(
        "AuthenticateServerResponse",
        "ok",
        response instanceof AuthenticateServerResponse.Error error
            ? "authenticateErrorCode " + error.authenticateErrorCode()
            : "ok");
  }

  private static void different(Trial trial, String what, Function<Hello, Bytes> member) {
    var found = new HashSet<Bytes>();
    for (int i = 0; i < MANY; i++) {
      var octets = member.apply(Hello.to(trial));
      boolean sized = octets.size() >= 1 && octets.size() <= OCTETS;
      trial.check(what, "1 to 16 octets", octets.size() + " octets", sized);
      found.add(octets);
    }
    trial.check("different " + what, MANY, found.size());
  }

  private static Case answer(
      String id, String what, BiConsumer<Trial, Hello> look, Fault... faults) {
    return one(id, what)
        .expects("Executed-Success; " + what)
        .finds(faults)
        .run(trial -> look.accept(trial, Hello.to(trial)));
  }

  private static List<Case> certificates() {
    return List.of(
        certificate(
            "08_CertificateRole",
            "serverCertificate is one for authentication, CERT.DPauth.ECDSA",
            (trial, hello) -> trial.check(
                "certificatePolicies",
                true,
                hello.certificate().roles().contains(CertificateRole.DP_AUTH)),
            Faults.role(INITIATE, "serverCertificate", "67811201020104", "67811201020105")),
        certificate(
            "09_CertificateChain",
            "serverCertificate is issued by a CI under which the card verifies",
            (trial, hello) -> {
              var ci = trial.target().cards(trial.wire().curve()).ci();
              trial.check(
                  "authorityKeyIdentifier",
                  ci.subjectKeyId(),
                  hello.certificate().authorityKeyId());
              trial.check(
                  "the signature of the CI holds",
                  true,
                  hello.certificate().signedBy(ci.publicKey()));
              trial.check(
                  "curve", trial.wire().curve(), hello.certificate().publicKey().curve());
            },
            Fault.flips(INITIATE, "serverCertificate")),
        certificate(
            "10_CertificateValid",
            "serverCertificate is valid now",
            (trial, hello) -> trial.check(
                "validity",
                "now is inside",
                "%s to %s"
                    .formatted(
                        hello.certificate().notBefore(), hello.certificate().notAfter()),
                hello.certificate().validAt(Instant.now())),
            Faults.expired(INITIATE, "serverCertificate")),
        certificate(
            "11_CertificateUse",
            "serverCertificate is for digital signatures and issues nothing",
            (trial, hello) -> {
              trial.check(
                  "digitalSignature", true, hello.certificate().mayCreateDigitalSignatures());
              trial.check("cA", false, hello.certificate().ca());
            },
            Faults.usage(INITIATE, "serverCertificate")),
        certificate(
            "12_CertificateOid",
            "serverCertificate names the object identifier of the SM-DP+",
            (trial, hello) ->
                trial.check("registeredID", true, hello.certificate().smdpOid().isPresent()),
            Faults.withoutOid(INITIATE, "serverCertificate")));
  }

  private static Case certificate(
      String id, String what, BiConsumer<Trial, Hello> look, Fault fault) {
    return one(id, what)
        .requirement("SGP.22 v2 §4.5.2.1")
        .tags("certificate")
        .expects("Executed-Success; " + what)
        .finds(fault)
        .run(trial -> look.accept(trial, Hello.to(trial)));
  }

  private static List<Case> preferences() {
    return List.of(
        preference("13_OnlySigningCi", "The CI of the card's certificate is the one to be used")
            .run(trial -> uses(trial, Hello.own(trial), Hello.own(trial))),
        preference("14_FirstSigningCi", "Of two CIs of the card the first is to be used")
            .needs(Feature.NIST, Feature.BRAINPOOL)
            .run(
                trial -> uses(trial, both(Hello.own(trial), Hello.other(trial)), Hello.own(trial))),
        preference("15_UnknownSigningCiFirst", "A CI that the server does not know is passed over")
            .run(trial ->
                uses(trial, both(Hello.foreign(trial), Hello.own(trial)), Hello.own(trial))),
        one("16_UnknownVerificationCiFirst", "The server proves itself under a CI that it has")
            .requirement("SGP.22 v2 §5.6.1, check 5")
            .tags("ci")
            .expects("Executed-Success; serverCertificate under the second CI for verification")
            .finds(
                Faults.refuses(INITIATE, 1, StatusCode.SMDP_CERTIFICATE_UNAVAILABLE),
                Fault.without(INITIATE, "serverCertificate"))
            .run(trial ->
                proves(trial, both(Hello.foreign(trial), Hello.own(trial)), Hello.own(trial))),
        one("17_DifferentCis", "A card may verify under one CI and sign under another")
            .requirement("SGP.22 v2 §5.6.1, checks 4 and 5")
            .tags("ci")
            .needs(Feature.NIST, Feature.BRAINPOOL)
            .expects("Executed-Success; serverCertificate under the CI for verification")
            .finds(
                Faults.refuses(INITIATE, 1, StatusCode.SMDP_CERTIFICATE_UNAVAILABLE),
                Fault.flips(INITIATE, "euiccCiPKIdToBeUsed"))
            .run(trial -> proves(trial, Hello.other(trial), Hello.other(trial))));
  }

  private static Case.Builder preference(String id, String what) {
    return one(id, what)
        .requirement("SGP.22 v2 §5.6.1, check 4")
        .tags("ci")
        .expects("Executed-Success; " + what)
        .finds(
            Fault.flips(INITIATE, "euiccCiPKIdToBeUsed"),
            Faults.refuses(INITIATE, 1, StatusCode.SECURITY_CONFIGURATION_UNSUPPORTED));
  }

  private static List<SubjectKeyId> both(List<SubjectKeyId> first, List<SubjectKeyId> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static void uses(
      Trial trial, List<SubjectKeyId> forSigning, List<SubjectKeyId> expected) {
    trial.step("InitiateAuthentication, for signing: " + forSigning);
    var hello = Hello.to(trial, Hello.of(trial, Hello.own(trial), forSigning));
    trial.check("euiccCiPKIdToBeUsed", expected.get(0), hello.response().euiccCiPKIdToBeUsed());
  }

  private static void proves(
      Trial trial, List<SubjectKeyId> forVerification, List<SubjectKeyId> expected) {
    trial.step("InitiateAuthentication, for verification: " + forVerification);
    var hello = Hello.to(trial, Hello.of(trial, forVerification, Hello.own(trial)));
    trial.check(
        "authorityKeyIdentifier",
        Optional.of(expected.get(0)),
        hello.certificate().authorityKeyId());
    trial.check(
        "euiccCiPKIdToBeUsed", Hello.own(trial).get(0), hello.response().euiccCiPKIdToBeUsed());
  }

  private static List<Case> sessions() {
    return List.of(
        one("18_Repeated", "The same request again begins another session")
            .expects("Executed-Success twice, with different transactionIds")
            .finds(sameTransaction())
            .run(trial -> {
              var first = Hello.to(trial);
              trial.step("The same request again");
              var second = Hello.to(trial, first.request());
              var ids = new HashSet<>(
                  List.of(first.response().transactionId(), second.response().transactionId()));
              trial.check("different transactionIds", 2, ids.size());
            }),
        one("19_TwoAtOnce", "Sessions of two cards do not disturb each other")
            .needs(Feature.ES2PLUS)
            .orders(ProfileKind.PLAIN)
            .given("two orders")
            .expects("both cards are authenticated, the first after the second has begun")
            .finds(
                Faults.refuses(AUTHENTICATE, 1, StatusCode.TRANSACTION_UNKNOWN),
                Faults.refuses(AUTHENTICATE, 2, StatusCode.TRANSACTION_UNKNOWN))
            .run(InitiateAuthenticationCases::twoAtOnce));
  }

  private static void twoAtOnce(Trial trial) {
    var first = trial.phone().orders(Wish.PLAIN);
    var second = trial.phone().orders(Wish.PLAIN);
    trial.prepare("Both begin a session", () -> {
      first.initiate();
      second.initiate();
    });
    trial.step("The first is authenticated");
    trial.accepts(first::authenticateHere);
    trial.step("The second is authenticated");
    trial.accepts(second::authenticateHere);
  }

  private static List<Case> versions() {
    var cases = new ArrayList<Case>();
    cases.add(one("20_CardOfV3", "A card of v3 that speaks 2.x too is served")
        .requirement("SGP.22 v2 §5.6.1, check 3")
        .tags("svn", "v3")
        .needs(Feature.EXTENSIONS)
        .expects("Executed-Success")
        .finds(Faults.refuses(INITIATE, 1, StatusCode.SVN_UNSUPPORTED))
        .run(trial -> {
          var phone = trial.phone(card -> card.highestSvn(new VersionType(3, 1, 0)));
          trial.step("InitiateAuthentication with the members of v3");
          trial.accepts(phone::initiate);
        }));
    int number = 21;
    for (var svn : List.of("2.0.0", "2.1.0", "2.2.2", "2.3.0", "2.4.0", "2.6.0")) {
      cases.add(version(number++, svn));
    }
    return cases;
  }

  private static Case version(int number, String text) {
    var parts = Stream.of(text.split("\\.")).map(Integer::valueOf).toList();
    var svn = new VersionType(parts.get(0), parts.get(1), parts.get(2));
    return one(
            "%d_Svn%s".formatted(number, text.replace(".", "")),
            "A card of version %s is served".formatted(text))
        .requirement("SGP.22 v2 §5.6.1, check 3")
        .tags("svn")
        .expects("Executed-Success")
        .finds(Faults.refuses(INITIATE, 1, StatusCode.SVN_UNSUPPORTED))
        .run(trial -> {
          trial.step("InitiateAuthentication with SVN " + text);
          Hello.to(trial, Hello.of(trial, svn));
        });
  }
}
