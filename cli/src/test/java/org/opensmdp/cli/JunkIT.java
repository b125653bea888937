package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.server.TryOut;
import org.opensmdp.simulator.Es9PlusClient;

/** Bodies that mean nothing, at the sockets of the real server: a defined answer, and no row changed. */
class JunkIT {
  private static final String ES2_PATH = "/gsma/rsp2/es2plus/";
  private static final String ID = "\"transactionId\":\"00112233445566778899AABBCCDDEEFF\"";

  /** Functions of ES9+ and what a call of them looks like from afar. */
  private static final Map<String, List<String>> MEMBERS = Map.of(
      "initiateAuthentication",
      List.of("euiccChallenge", "euiccInfo1", "smdpAddress"),
      "authenticateClient",
      List.of("transactionId", "authenticateServerResponse"),
      "getBoundProfilePackage",
      List.of("transactionId", "prepareDownloadResponse"),
      "cancelSession",
      List.of("transactionId", "cancelSessionResponse"));

  /** Values that no member of ES9+ may have. */
  private static final List<String> WRONG_VALUES = List.of(
      "1",
      "-1e400",
      "true",
      "{}",
      "[]",
      "[\"AAAA\"]",
      "\"%%%\"",
      "\"A\"",
      "\"AAAA====\"",
      "\"\\u0000\"",
      "\"\\ud800\"",
      "\"v0EE\"", // the first octets of a TLV
      "\"oIT/////\""); // a length of 4 GiB

  private final StrictHouse house = StrictHouse.get();

  static Stream<byte[]> bodiesThatAreNotJson() {
    var text = "{" + ID + "}";
    return Stream.of(
        octets(""),
        octets(" "),
        octets("junk"),
        octets("null"),
        octets("[]"),
        octets("\"text\""),
        octets("42"),
        octets("{"),
        octets("}"),
        octets(text + text),
        octets(text + "x"),
        octets("{" + ID + ",}"),
        octets("{" + ID.replace('"', '\'') + "}"),
        octets("{" + ID + ",\"x\":NaN}"),
        octets("{" + ID + ",\"x\":" + "9".repeat(10_000) + "}"),
        octets("{" + ID + ",\"x\":1e" + "9".repeat(1000) + "}"),
        octets("{\"x\":" + "[".repeat(50_000)),
        octets("{\"x\":" + "{\"x\":".repeat(20_000)),
        octets("{\"" + "n".repeat(100_000) + "\":1," + ID + "}"),
        octets("{" + ID + ",\"x\":\"\u0000\"}"),
        octets("\u0000{" + ID + "}"),
        octets("{" + ID + "}\u0000"),
        octets("{" + ID + ",\"x\":\"\u00ff\u00fe\"}"), // not UTF-8
        octets("{/* */" + ID + "}"),
        octets("A206BF3903810101"),
        octets("<xml/>"),
        octets("transactionId=00"));
  }

  /** The encodings that RFC 8259 once allowed, and a mark that says which. */
  static Stream<byte[]> bodiesInOtherEncodings() {
    return Stream.of(
        "{}".getBytes(UTF_16LE),
        "{}".getBytes(UTF_16BE),
        octets("\u00ff\u00fe{\u0000}\u0000"),
        octets("\u00ef\u00bb\u00bf{}"));
  }

  static Stream<Bytes> bodiesThatAreNotAsn1() {
    return Stream.of("", "00", "A2", "A200", "A203BF3900", "A281", "A284FFFFFFFF", "3000", "BF3900")
        .map(Bytes::fromHex);
  }

  static Stream<Bytes> callsThatAreMalformedInside() {
    return Stream.of(
            "A203BF3900", // initiateAuthentication without members
            "A206BF3903800100", // a member of another function
            "A207BF3B0480020011", // authenticateClient without its message
            "A20ABF3B07800100BF3801FF", // a message cut short
            "A206BF3A03800100",
            "A206BF3A03810100",
            "A203BF4100",
            "A20BBF4108800100A103810A05")
        .map(Bytes::fromHex);
  }

  @ParameterizedTest
  @MethodSource("bodiesThatAreNotJson")
  void whatIsNotJsonIsAnswered400AndChangesNothing(byte[] body) throws IOException {
    var before = house.cluster().content();

    var answers = new ArrayList<RawAnswer>();
    answers.add(es9plus("initiateAuthentication", body));
    answers.add(es9plus("cancelSession", body));
    answers.add(es2plus("downloadOrder", body));

    assertThat(answers).allSatisfy(answer -> isEmpty(answer, 400));
    JsonAnswers.isHandleNotification(es9plus("handleNotification", body));
    assertThat(house.cluster().content()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("bodiesInOtherEncodings")
  void anEncodingThatSaysWhatItIsIsReadAsJson(byte[] emptyObject) throws IOException {
    JsonAnswers.isFailed(es9plus("authenticateClient", emptyObject), "1.3.1/2.2");
  }

  @Test
  void aMemberThatComesTwiceIsNoJson() throws IOException {
    for (var function : MEMBERS.entrySet()) {
      for (var member : function.getValue()) {
        var twice = "{\"%1$s\":\"00\",\"%1$s\":\"00\"}".formatted(member);

        isEmpty(es9plus(function.getKey(), octets(twice)), 400);
      }
    }
    isEmpty(es2plus("releaseProfile", octets("{\"header\":{},\"header\":{}}")), 400);
  }

  @Test
  void aMemberThatIsMissingIsNamed() throws IOException {
    var before = house.cluster().content();

    for (var function : MEMBERS.entrySet()) {
      for (var absent : List.of("{}", nulls(function.getValue()))) {
        var answer = es9plus(function.getKey(), octets(absent));

        JsonAnswers.isFailed(answer, "1.3.1/2.2");
        assertThat(answer.text()).contains("is missing");
      }
    }
    assertThat(house.cluster().content()).isEqualTo(before);
  }

  @Test
  void aMemberOfTheWrongKindIsNamed() throws IOException {
    var before = house.cluster().content();

    for (var function : MEMBERS.entrySet()) {
      for (var member : function.getValue()) {
        for (var value : WRONG_VALUES) {
          var answer = es9plus(function.getKey(), octets(call(function.getValue(), member, value)));

          if (member.equals("smdpAddress") && value.startsWith("\"")) {
            JsonAnswers.isFailed(answer, "8.8.1/3.8"); // any text is an address, of somebody
          } else {
            JsonAnswers.isFailed(answer, "1.3.1/2.1");
            assertThat(answer.text()).as(value).contains(member);
          }
        }
      }
    }
    assertThat(house.cluster().content()).isEqualTo(before);
  }

  @Test
  void aNotificationOfTheWrongKindIsAnsweredAsAnyOther() throws IOException {
    var before = house.cluster().content();

    for (var value : List.of("1", "true", "null", "{}", "[]", "\"\"", "\"%%%\"")) {
      var body = "{\"pendingNotification\":" + value + "}";
      JsonAnswers.isHandleNotification(es9plus("handleNotification", octets(body)));
    }
    assertThat(house.cluster().content()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("bodiesThatAreNotAsn1")
  void whatNamesNoFunctionInAsn1IsAnswered400(Bytes body) throws IOException {
    var before = house.cluster().content();

    var answer = asn1(body);

    if (!body.equals(Bytes.fromHex("A203BF3900"))) {
      isEmpty(answer, 400);
    }
    assertThat(house.cluster().content()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("callsThatAreMalformedInside")
  void aMalformedCallInAsn1IsAnUndefinedErrorOfItsFunction(Bytes body) throws IOException {
    var before = house.cluster().content();

    var answer = asn1(body);

    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.body())
        .isEqualTo(
            Bytes.concat(Bytes.fromHex("A206"), body.slice(2, 4), Bytes.fromHex("0381017F")));
    assertThat(house.cluster().content()).isEqualTo(before);
  }

  @Test
  void anOrderOfTheWrongKindIsAFunctionThatFails() throws IOException {
    var before = house.cluster().content();
    var header =
        "\"header\":{\"functionRequesterIdentifier\":\"%s\",\"functionCallIdentifier\":\"x\"}"
            .formatted(TryOut.OPERATOR);
    var bodies = new LinkedHashMap<String, String>();
    bodies.put("{}", "1.2.1/2.1");
    bodies.put("{\"header\":1}", "1.6/2.1");
    bodies.put("{\"header\":{}}", "1.2.1/2.1");
    bodies.put("{\"header\":{\"functionRequesterIdentifier\":[]}}", "1.6/2.1");
    bodies.put("{" + header + ",\"iccid\":1}", "1.6/2.1");
    bodies.put("{" + header + ",\"iccid\":\"89\"}", "1.6/2.1");
    bodies.put("{" + header + ",\"iccid\":\"" + "8".repeat(100_000) + "\"}", "1.6/2.1");

    for (var body : bodies.entrySet()) {
      var answer = es2plus("releaseProfile", octets(body.getKey()));

      JsonAnswers.isFailed(answer, body.getValue());
    }
    assertThat(house.cluster().content()).isEqualTo(before);
  }

  @Test
  void http2AnswersTheSame() throws Exception {
    var pki =
        TestHierarchy.load(TryOut.pki(house.directory(), Curve.NIST_P256), new SecureRandom());
    var http = Es9PlusClient.http(List.of(pki.tlsCi()));
    var before = house.cluster().content();

    for (var body : bodiesThatAreNotJson().toList()) {
      var answer = http2(http, "authenticateClient", body);

      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).isEmpty();
    }
    assertThat(http2(http, "authenticateClient", new byte[StrictHouse.MAX_BODY_OCTETS + 1])
            .statusCode())
        .isEqualTo(413);
    var flood = HttpRequest.newBuilder(URI.create(url("authenticateClient")))
        .header("X-Flood", "x".repeat(20_000))
        .POST(HttpRequest.BodyPublishers.ofString("{}"))
        .build();
    assertThat(http.send(flood, HttpResponse.BodyHandlers.ofByteArray()).statusCode())
        .isEqualTo(431);
    assertThat(http2(http, "nowhere", octets("{}")).statusCode()).isEqualTo(404);
    assertThat(http2(http, "handleNotification", octets("junk")).statusCode()).isEqualTo(204);
    assertThat(house.cluster().content()).isEqualTo(before);
  }

  @Test
  void theNextIsServed() throws IOException {
    for (var body : bodiesThatAreNotJson().toList()) {
      es9plus("authenticateClient", body);
    }

    assertThat(house.serves()).isTrue();
  }

  private RawAnswer es9plus(String function, byte[] body) throws IOException {
    var json = List.of("Content-Type: application/json");
    return house.device(RawHttp.post(RawEs9Plus.PATH + function, json, body));
  }

  private RawAnswer es2plus(String function, byte[] body) throws IOException {
    var json = List.of("Content-Type: application/json");
    return house.operator(RawHttp.post(ES2_PATH + function, json, body));
  }

  private RawAnswer asn1(Bytes body) throws IOException {
    var type = List.of("Content-Type: " + RawAsn1.CONTENT_TYPE);
    return house.device(RawHttp.post(RawAsn1.PATH, type, body.toArray()));
  }

  private HttpResponse<byte[]> http2(HttpClient http, String function, byte[] body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url(function)))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private String url(String function) {
    return "https://localhost:" + house.es9plus() + RawEs9Plus.PATH + function;
  }

  private static void isEmpty(RawAnswer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(Bytes.EMPTY);
    JsonAnswers.saysNothingElse(answer);
  }

  private static String nulls(List<String> members) {
    return members.stream()
        .map(name -> "\"" + name + "\":null")
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** A call whose members before {@code wrong} can be read. */
  private static String call(List<String> members, String wrong, String value) {
    var json = new LinkedHashMap<String, String>();
    for (var name : members) {
      json.put(name, name.equals("transactionId") ? "\"00\"" : "\"localhost\"");
    }
    json.put("euiccChallenge", "\"" + "A".repeat(22) + "==\"");
    json.put("euiccInfo1", "\"vyAJggMCBQCpAKoA\""); // SVN 2.5.0, no CI
    json.put(wrong, value);
    return json.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static byte[] octets(String text) {
    return text.getBytes(text.chars().allMatch(c -> c < 256) ? ISO_8859_1 : UTF_8);
  }
}
