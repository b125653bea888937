package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;
import static org.opensmdp.simulator.conformance.cases.Faults.INITIATE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** ES9+.InitiateAuthentication refuses, and what it must not refuse (SGP.22 v2 §5.6.1). */
public final class InitiateAuthenticationRefusals implements CaseSource {
  @Override
  public List<Case> cases() {
    return Stream.of(addresses(), spellings(), versions(), lists(), malformed())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> addresses() {
    return List.of(
        address("31_ForeignAddress", "of another server", host -> "smdp.example.com"),
        address(
            "32_AddressBeginsLikeOurs",
            "that begins with the right one",
            host -> host + ".example.com"),
        address("33_AddressEndsLikeOurs", "that ends with the right one", host -> "x" + host),
        InitiateAuthenticationCases.one("34_EmptyAddress", "The address of nobody is refused")
            .requirement("SGP.22 v2 §5.6.1, checks 1 and 2")
            .tags("address", "refusal")
            .expects("Failed; the code is the server's choice")
            .finds(Fault.accepts(INITIATE))
            .run(trial -> {
              var request = Hello.at(trial, "");
              trial.step("InitiateAuthentication with an empty smdpAddress");
              trial.refusesSomehow(() -> trial.es9plus().initiateAuthentication(request));
            }));
  }

  private static Case address(String id, String what, UnaryOperator<String> spelling) {
    return refused(
        id,
        "An smdpAddress %s is refused".formatted(what),
        2,
        "address",
        StatusCode.SMDP_ADDRESS_REFUSED,
        StatusCode.FORMAT_INVALID,
        trial -> Hello.at(trial, spelling.apply(host(trial))));
  }

  private static String host(Trial trial) {
    return trial.target().smdpAddress().replaceFirst(":[0-9]+$", "");
  }

  /** Rules of the field: users type addresses, and LPAs add ports. */
  private static List<Case> spellings() {
    return List.of(
        spelling("35_AddressInCapitals", "in capitals", host -> host.toUpperCase(Locale.ROOT)),
        spelling("36_AddressWithPort", "with the port of HTTPS", host -> host + ":443"),
        spelling("37_AddressWithoutPort", "without a port", host -> host),
        spelling("38_AddressWithDot", "with a dot at its end", host -> host + "."));
  }

  private static Case spelling(String id, String what, UnaryOperator<String> spelling) {
    return InitiateAuthenticationCases.one(
            id, "The right smdpAddress %s is accepted, and the card's answer too".formatted(what))
        .requirement("SGP.22 v2 §5.6.1, check 2; RFC 4343")
        .tags("address")
        .needs(Feature.ES2PLUS)
        .orders(ProfileKind.PLAIN)
        .given("a released order")
        .expects("Executed-Success of InitiateAuthentication and of AuthenticateClient")
        .finds(
            Faults.refuses(INITIATE, 1, StatusCode.SMDP_ADDRESS_REFUSED),
            Faults.refuses(AUTHENTICATE, 1, StatusCode.EUICC_VERIFICATION_FAILED))
        .run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN);
          var address = spelling.apply(host(trial));
          trial.step("InitiateAuthentication with the smdpAddress " + address);
          trial.accepts(() -> phone.initiateAt(address));
          trial.step("AuthenticateClient with what the card has signed of that address");
          trial.accepts(phone::authenticateHere);
        });
  }

  private static List<Case> versions() {
    return List.of(
        version("41_Svn1", new VersionType(1, 0, 0)),
        version("42_Svn3", new VersionType(3, 0, 0)),
        version("43_Svn0", new VersionType(0, 0, 0)));
  }

  private static Case version(String id, VersionType svn) {
    return refused(
        id,
        "A card whose lowest version is %s is refused".formatted(svn),
        3,
        "svn",
        StatusCode.SVN_UNSUPPORTED,
        StatusCode.SECURITY_CONFIGURATION_UNSUPPORTED,
        trial -> Hello.of(trial, svn));
  }

  private static List<Case> lists() {
    return List.of(
        signing(
            "51_UnknownSigningCi",
            "A card that signs under another CI is refused",
            trial -> Hello.of(trial, Hello.own(trial), Hello.foreign(trial))),
        signing(
            "52_NoSigningCi",
            "A card that signs under no CI is refused",
            trial -> Hello.of(trial, Hello.own(trial), List.of())),
        signing(
            "53_NeitherCi",
            "The CI for signing is judged before that for verification",
            trial -> Hello.of(trial, Hello.foreign(trial), Hello.foreign(trial))),
        verification(
            "54_UnknownVerificationCi",
            "A card that verifies under another CI is refused",
            trial -> Hello.of(trial, Hello.foreign(trial), Hello.own(trial))),
        verification(
            "55_NoVerificationCi",
            "A card that verifies under no CI is refused",
            trial -> Hello.of(trial, List.of(), Hello.own(trial))));
  }

  private static Case signing(
      String id, String purpose, Function<Trial, InitiateAuthenticationRequest> hello) {
    return refused(
        id,
        purpose,
        4,
        "ci",
        StatusCode.SECURITY_CONFIGURATION_UNSUPPORTED,
        StatusCode.SMDP_CERTIFICATE_UNAVAILABLE,
        hello);
  }

  private static Case verification(
      String id, String purpose, Function<Trial, InitiateAuthenticationRequest> hello) {
    return refused(
        id,
        purpose,
        5,
        "ci",
        StatusCode.SMDP_CERTIFICATE_UNAVAILABLE,
        StatusCode.SECURITY_CONFIGURATION_UNSUPPORTED,
        hello);
  }

  private static Case refused(
      String id,
      String purpose,
      int check,
      String tag,
      StatusCode expected,
      StatusCode mistaken,
      Function<Trial, InitiateAuthenticationRequest> hello) {
    return InitiateAuthenticationCases.one(id, purpose)
        .requirement("SGP.22 v2 §5.6.1, check " + check)
        .tags(tag, "refusal")
        .expects(AuthenticateClientCases.failed(Es9Function.INITIATE_AUTHENTICATION, expected))
        .finds(Faults.unlike(INITIATE, 1, mistaken))
        .run(trial -> {
          var request = hello.apply(trial);
          trial.step(purpose);
          trial.refuses(
              Es9Function.INITIATE_AUTHENTICATION,
              expected,
              () -> trial.es9plus().initiateAuthentication(request));
        });
  }

  /** A member is missing or wrong; no source prescribes the pair. */
  private static List<Case> malformed() {
    return List.of(
        malformed("61_NoChallenge", "without euiccChallenge", it -> it.remove("euiccChallenge")),
        malformed("62_NoInfo1", "without euiccInfo1", it -> it.remove("euiccInfo1")),
        malformed("63_NoAddress", "without smdpAddress", it -> it.remove("smdpAddress")),
        malformed("64_ChallengeOf0", "with an empty challenge", challenge(0)),
        malformed("65_ChallengeOf15", "with a challenge of 15 octets", challenge(15)),
        malformed("66_ChallengeOf17", "with a challenge of 17 octets", challenge(17)),
        malformed("67_ChallengeOf32", "with a challenge of 32 octets", challenge(32)),
        malformed(
            "68_ChallengeNoBase64",
            "with a challenge that is no Base64",
            it -> it.put("euiccChallenge", "%%%")),
        malformed(
            "69_ChallengeNull", "with the challenge null", it -> it.putNull("euiccChallenge")),
        malformed(
            "70_Info1OfAnotherTag",
            "with another structure as euiccInfo1",
            it -> it.put("euiccInfo1", Raw.base64(Bytes.fromHex("BF3703800100")))),
        malformed(
            "71_Info1CutShort",
            "with euiccInfo1 cut short",
            it -> it.put("euiccInfo1", it.path("euiccInfo1").asText().substring(0, 16))),
        malformed(
            "72_Info1Longer",
            "with octets behind euiccInfo1",
            it -> it.put("euiccInfo1", Raw.base64(Bytes.fromHex("BF200782030205000000")))),
        malformed(
            "73_Info1Object", "with an object as euiccInfo1", it -> it.putObject("euiccInfo1")),
        malformed(
            "74_AddressNumber", "with a number as smdpAddress", it -> it.put("smdpAddress", 1)),
        malformed("75_Empty", "without any member", ObjectNode::removeAll));
  }

  private static Consumer<ObjectNode> challenge(int octets) {
    return it -> it.put("euiccChallenge", Raw.base64(Bytes.wrap(new byte[octets])));
  }

  private static Case malformed(String id, String what, Consumer<ObjectNode> change) {
    return InitiateAuthenticationCases.one(id, "A request %s is refused".formatted(what))
        .requirement("SGP.22 v2 §5.6.1, check 1; §6.5.2.6")
        .tags("malformed", "refusal", "json")
        .needs(Feature.JSON)
        .once()
        .expects("Failed, or HTTP 4xx; no session begins. The code is the server's choice")
        .finds(
            Fault.accepts(INITIATE),
            Fault.says(INITIATE, "transactionId", "00112233445566778899AABBCCDDEEFF"),
            Fault.status(INITIATE, 500))
        .run(trial -> {
          var body = Raw.of(Hello.at(trial, trial.target().smdpAddress()));
          change.accept(body);
          trial.step("InitiateAuthentication " + what);
          Raw.refused(trial, Raw.json(trial, INITIATE, body));
        });
  }
}
