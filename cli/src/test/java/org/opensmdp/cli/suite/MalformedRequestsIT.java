package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.VersionType;

/**
 * Requests that are none: a member is missing or wrong, in either binding (SGP.22 v2 §6.5, §6.6). Each
 * has a defined answer, and nothing is written down.
 */
class MalformedRequestsIT {
  private static final String MISSING = "2.2";
  private static final String INVALID = "2.1";
  private static final String JUNK = base64(Bytes.fromHex("BF3703800100"));
  private static final Bytes CHALLENGE = Forged.TRANSACTION.octets();
  private static final Bytes INFO1 =
      EuiccInfo1.of(new VersionType(2, 5, 0), List.of(), List.of()).der();
  private static final Bytes ID = Forged.TRANSACTION.toDer();
  private static final Map<String, Map<String, String>> WELL_FORMED = Map.of(
      "initiateAuthentication",
      Map.of(
          "euiccChallenge",
          base64(CHALLENGE),
          "euiccInfo1",
          base64(INFO1),
          "smdpAddress",
          "localhost"),
      "authenticateClient",
      inSession(
          "authenticateServerResponse",
          AuthenticateServerResponse.Error.of(Forged.TRANSACTION, 127).der()),
      "getBoundProfilePackage",
      inSession(
          "prepareDownloadResponse",
          PrepareDownloadResponse.Error.of(Forged.TRANSACTION, 127).der()),
      "cancelSession",
      inSession("cancelSessionResponse", CancelSessionResponse.Error.of(127).der()));

  private final Scene scene = Scene.get();

  @ParameterizedTest(name = "{0} without {1}")
  @MethodSource("members")
  void namesTheMemberThatIsMissing(String function, String member) {
    var body = new TreeMap<>(WELL_FORMED.get(function));
    body.remove(member);

    assertFailed(function, body, MISSING, member);
  }

  @ParameterizedTest(name = "{0} with a wrong {1}")
  @MethodSource("binaryMembers")
  void namesTheMemberThatIsWrong(String function, String member) {
    var body = new TreeMap<>(WELL_FORMED.get(function));
    body.put(member, JUNK);

    assertFailed(function, body, INVALID, member);
  }

  @ParameterizedTest(name = "a challenge of {0} octets")
  @CsvSource({"0", "15", "17", "32"})
  void refusesAChallengeOfAnotherSize(int octets) {
    var body = new TreeMap<>(WELL_FORMED.get("initiateAuthentication"));
    body.put("euiccChallenge", base64(Bytes.wrap(new byte[octets])));

    assertFailed("initiateAuthentication", body, INVALID, "euiccChallenge");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("asn1")
  void answersMalformedAsn1WithTheErrorOfItsFunction(String what, Bytes request, Bytes answer) {
    long sessions = scene.tables().sessionCount();

    var found = RawPost.asn1(request).send(scene);

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.body()).isEqualTo(answer);
    assertThat(scene.tables().sessionCount()).isEqualTo(sessions);
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource({
    "initiateAuthentication, x, 400",
    "authenticateClient, [], 400",
    "getBoundProfilePackage, {, 400",
    "cancelSession, '', 400",
    "handleNotification, '{}', 204",
    "handleNotification, '{\"pendingNotification\":\"AA==\"}', 204",
    "confirmDeviceChange, '{}', 404"
  })
  void answersWhatIsNoCallWithItsHttpStatus(String function, String body, int status) {
    var found = RawPost.json(function, body).send(scene);

    assertThat(found.status()).isEqualTo(status);
    assertThat(found.body().isEmpty()).isTrue();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({"'', 400", "00, 400", "3000, 400", "A200, 400", "A203BF5000, 400", "A203BF3D00, 204"})
  void answersOctetsThatNameNoFunctionWithTheirHttpStatus(String octets, int status) {
    var found = RawPost.asn1(Bytes.fromHex(octets == null ? "" : octets)).send(scene);

    assertThat(found.status()).isEqualTo(status);
    assertThat(found.body().isEmpty()).isTrue();
  }

  private void assertFailed(
      String function, Map<String, String> body, String reason, String member) {
    long sessions = scene.tables().sessionCount();

    var found = RawPost.json(function, json(body)).send(scene);

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.text())
        .contains("\"status\":\"Failed\"")
        .contains("\"subjectCode\":\"1.3.1\",\"reasonCode\":\"" + reason + "\"")
        .containsPattern("\"message\":\"[A-Za-z.]*" + member);
    assertThat(scene.tables().sessionCount()).isEqualTo(sessions);
  }

  static Stream<Arguments> members() {
    return WELL_FORMED.entrySet().stream()
        .flatMap(function -> function.getValue().keySet().stream()
            .sorted()
            .map(member -> Arguments.of(function.getKey(), member)));
  }

  static Stream<Arguments> binaryMembers() {
    return members().filter(one -> !one.get()[1].equals("smdpAddress"));
  }

  static Stream<Arguments> asn1() {
    return Stream.of(
        call("initiateAuthentication without anything", 0xBF39),
        call(
            "initiateAuthentication without EUICCInfo1",
            0xBF39,
            Der.tlv(0x81, CHALLENGE),
            Der.utf8(0x83, "localhost")),
        call(
            "initiateAuthentication with a challenge of 15 octets",
            0xBF39,
            Der.tlv(0x81, CHALLENGE.slice(0, 15)),
            Der.utf8(0x83, "localhost"),
            INFO1),
        call(
            "initiateAuthentication with another structure",
            0xBF39,
            Der.tlv(0x81, CHALLENGE),
            Der.utf8(0x83, "localhost"),
            Bytes.fromHex("BF2000")),
        call("authenticateClient without anything", 0xBF3B),
        call("authenticateClient without the card's answer", 0xBF3B, ID),
        call("authenticateClient with another structure", 0xBF3B, ID, Bytes.fromHex("BF3800")),
        call("getBoundProfilePackage without anything", 0xBF3A),
        call("getBoundProfilePackage without the card's answer", 0xBF3A, ID),
        call(
            "getBoundProfilePackage with another structure",
            0xBF3A,
            ID,
            Bytes.fromHex("BF2102A000")),
        call("cancelSession without anything", 0xBF41),
        call("cancelSession without the card's answer", 0xBF41, ID),
        call("cancelSession with another structure", 0xBF41, ID, Bytes.fromHex("A102A000")));
  }

  /** The request inside A2, and its answer: the error arm of the same function, undefinedError. */
  private static Arguments call(String what, int function, Bytes... members) {
    return Arguments.of(
        what,
        Der.tlv(0xA2, Der.tlv(function, members)),
        Der.tlv(0xA2, Der.tlv(function, Bytes.fromHex("81017F"))));
  }

  private static Map<String, String> inSession(String member, Bytes message) {
    return Map.of("transactionId", Forged.TRANSACTION.toString(), member, base64(message));
  }

  private static String json(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> "\"%s\":\"%s\"".formatted(member.getKey(), member.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String base64(Bytes octets) {
    return Base64.getEncoder().encodeToString(octets.toArray());
  }
}
