package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.Bytes;

/** Requests that are odd as HTTP, at the device listener of the real server. */
class HttpShapesIT {
  private static final String PATH = RawEs9Plus.PATH + "authenticateClient";
  private static final String POST = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String MISSING = "1.3.1/2.2"; // what {} is answered

  private final StrictHouse house = StrictHouse.get();

  /** Where two readers could see two bodies, one of them must not be us. */
  static Stream<Arguments> ambiguousBodies() {
    return Stream.of(
        Arguments.of("both lengths", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n"),
        Arguments.of("the other way round", "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n"),
        Arguments.of("two lengths", "Content-Length: 2\r\nContent-Length: 3\r\n"),
        Arguments.of("the same length twice", "Content-Length: 2\r\nContent-Length: 2\r\n"),
        Arguments.of("a list of lengths", "Content-Length: 2, 2\r\n"),
        Arguments.of("a length with a sign", "Content-Length: +2\r\n"),
        Arguments.of("a negative length", "Content-Length: -2\r\n"),
        Arguments.of("a length in hex", "Content-Length: 0x2\r\n"),
        Arguments.of("an empty length", "Content-Length:\r\n"),
        Arguments.of("a length beyond all numbers", "Content-Length: 99999999999999999999\r\n"),
        Arguments.of("a blank before the colon", "Content-Length : 2\r\n"),
        Arguments.of("a blank before another colon", "Transfer-Encoding : chunked\r\n"),
        Arguments.of("a coding nobody knows", "Transfer-Encoding: xchunked\r\n"),
        Arguments.of("chunked before another", "Transfer-Encoding: chunked, identity\r\n"),
        Arguments.of(
            "chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
        Arguments.of("a coding in quotes", "Transfer-Encoding: \"chunked\"\r\n"),
        Arguments.of("a coding behind a tab", "Transfer-Encoding:\u000bchunked\r\n"),
        Arguments.of("a folded line", "Transfer-Encoding:\r\n chunked\r\n"));
  }

  static Stream<String> brokenChunks() {
    return Stream.of(
        "zz\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "+2\r\n{}\r\n0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n",
        "ffffffffff\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}x0\r\n\r\n",
        "\r\n{}\r\n0\r\n\r\n");
  }

  static Stream<Arguments> brokenHeads() {
    return Stream.of(
        Arguments.of("\u0016\u0003\u0001\u0000\r\n\r\n", 400),
        Arguments.of("POST\r\n\r\n", 400),
        Arguments.of("POST " + PATH + "\r\n\r\n", 400),
        Arguments.of("POST " + PATH + " HTTP/1.1\r\nno colon\r\n\r\n", 400),
        Arguments.of("POST " + PATH + " HTTP/1.1\r\n: no name\r\n\r\n", 400),
        Arguments.of("POST " + PATH + " HTTP/1.1\r\nX-\u0000: 1\r\n\r\n", 400),
        Arguments.of("POST " + PATH + " HTTP/1.1\r\nX: \u0000\r\n\r\n", 400),
        Arguments.of("POST " + PATH + " HTTP/9.9\r\nHost: localhost\r\n\r\n", 505),
        Arguments.of("POST " + PATH + " FTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        Arguments.of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        Arguments.of(POST + "Host: example.net\r\n\r\n", 400),
        Arguments.of(POST + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
        Arguments.of(POST + "Transfer-Encoding: gzip\r\n\r\n", 400),
        Arguments.of("POST /" + "a".repeat(9000) + " HTTP/1.1\r\n\r\n", 414),
        Arguments.of(POST + "X: " + "a".repeat(20_000) + "\r\n\r\n", 431),
        Arguments.of(POST + "X: a\r\n".repeat(10_000) + "\r\n", 431),
        Arguments.of(POST + "Expect: miracles\r\n\r\n", 417));
  }

  @ParameterizedTest
  @MethodSource("ambiguousBodies")
  void refusesALengthThatCanBeReadInTwoWays(String what, String lines) throws IOException {
    var answer = answerTo(POST + JSON + lines + "\r\n2\r\n{}\r\n0\r\n\r\n");

    assertThat(answer.status()).as(what).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(Bytes.EMPTY);
  }

  @ParameterizedTest
  @MethodSource("brokenChunks")
  void refusesChunksThatAreNone(String chunks) throws IOException {
    var answer = answerTo(POST + JSON + "Transfer-Encoding: chunked\r\n\r\n" + chunks);

    assertThat(answer.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("brokenHeads")
  void refusesAHeadThatIsNone(String octets, int status) throws IOException {
    var answer = answerTo(octets);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(Bytes.EMPTY);
    assertThat(answer.headers("Connection")).containsExactly("close");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /gsma/rsp2/es9plus/authenticateClient, 405",
    "PUT, /gsma/rsp2/es9plus/authenticateClient, 405",
    "OPTIONS, *, 404",
    "TRACE, /gsma/rsp2/asn1, 405",
    "CONNECT, localhost:443, 404",
    "post, /gsma/rsp2/es9plus/authenticateClient, 405",
    "POST, /, 404",
    "POST, /gsma/rsp2/es9plus/AuthenticateClient, 404",
    "POST, /gsma/rsp2/es9plus/authenticateClient/, 404",
    "POST, //gsma/rsp2/es9plus/authenticateClient, 404",
    "POST, /gsma/rsp2/es9plus/./authenticateClient, 404",
    "POST, /gsma/rsp2/es9plus/x/../authenticateClient, 404",
    "POST, /gsma/rsp2/es9plus/%61uthenticateClient, 404",
    "POST, /gsma/rsp2/es9plus/authenticateClient%00, 404",
    "POST, /gsma/rsp2/es2plus/downloadOrder, 404",
    "POST, /metrics, 404"
  })
  void knowsItsPathsAndMethodsOnly(String method, String target, int status) throws IOException {
    var answer = answerTo(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n"
        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(Bytes.EMPTY);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, 415",
    "application/x-gsma-rsp-asn1, 415",
    "text/html;application/json, 415"
  })
  void wantsJsonWhereTheClientSaysWhatItSends(String type, int status) throws IOException {
    var answer = answerTo(
        POST + "Content-Type: " + type + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void readsHeadersInAnyCaseAndWithOddBlanks() throws IOException {
    var answer = answerTo("POST " + PATH + " HTTP/1.1\r\nhost:localhost\r\n"
        + "CONTENT-TYPE:\tApplication/JSON ; Charset=utf-8  \r\ncontent-length:   2\r\n"
        + "x-ADMIN-protocol: nonsense\r\nconnection: CLOSE\r\n\r\n{}");

    JsonAnswers.isFailed(answer, MISSING);
  }

  @Test
  void invitesTheBodyOfAClientThatAsksFirst() throws IOException {
    try (var http = house.device()) {
      http.send(POST + JSON + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(http.receive().statusLine()).isEqualTo("HTTP/1.1 100 Continue");

      JsonAnswers.isFailed(http.send("{}").receive(), MISSING);
    }
  }

  @Test
  void speaksHttp10() throws IOException {
    var answer = answerTo("POST " + PATH + " HTTP/1.0\r\n" + JSON + "Content-Length: 2\r\n\r\n{}");

    JsonAnswers.isFailed(answer, MISSING);
  }

  @Test
  void takesChunksOfEverySizeWithExtensionsAndTrailers() throws IOException {
    var answer = answerTo(POST + JSON + "Transfer-Encoding: Chunked\r\nConnection: close\r\n\r\n"
        + "1;name=value\r\n{\r\n0001\r\n}\r\n0\r\nX-Trailer: 1\r\n\r\n");

    JsonAnswers.isFailed(answer, MISSING);
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() throws IOException {
    var head = POST + JSON + "Content-Length: ";

    try (var http = house.device()) {
      http.send(head + "2\r\n\r\n{}" + head + "1\r\n\r\n[" + head + "2\r\n\r\n{}"
          + "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      JsonAnswers.isFailed(http.receive(), MISSING);
      assertThat(http.receive().status()).isEqualTo(400);
      JsonAnswers.isFailed(http.receive(), MISSING);
      assertThat(http.receiveLast().status()).isEqualTo(404);
    }
  }

  @Test
  void takesNothingOfARequestThatHidesInABody() throws IOException {
    var hidden = POST + JSON + "Content-Length: 2\r\n\r\n{}";
    var head = POST + JSON + "Content-Length: " + hidden.length();

    try (var http = house.device()) {
      var answer = http.send(head + "\r\nConnection: close\r\n\r\n" + hidden).receiveLast();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).isEqualTo(Bytes.EMPTY); // and no second answer behind it
    }
  }

  @ParameterizedTest
  @CsvSource({"es9plus/authenticateClient", "es9plus/handleNotification", "asn1"})
  void refusesTenMegabytesOnTheirAnnouncement(String path) throws IOException {
    try (var http = house.device()) {
      http.send("POST /gsma/rsp2/" + path + " HTTP/1.1\r\nHost: localhost\r\n"
          + "Content-Length: 10000000\r\n\r\n");

      assertThat(http.receive().status()).isEqualTo(413);
    }
  }

  @Test
  void refusesTenMegabytesInChunksBeforeTheyAreThere() throws IOException {
    var chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";

    try (var http = house.device()) {
      http.send(POST + JSON + "Transfer-Encoding: chunked\r\n\r\n");
      for (int sent = 0; sent <= StrictHouse.MAX_BODY_OCTETS; sent += 0x10000) {
        http.send(chunk);
      }

      assertThat(http.receive().status()).isEqualTo(413);
    }
  }

  @Test
  void theOperatorsListenerDoesTheSame() throws IOException {
    var head = "POST /gsma/rsp2/es2plus/downloadOrder HTTP/1.1\r\nHost: localhost\r\n";
    var both = head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}";
    var large = head + "Content-Length: 10000000\r\n\r\n";
    var devices = "POST " + PATH + " HTTP/1.1\r\nConnection: close\r\n\r\n";

    assertThat(operatorsAnswerTo(both).status()).isEqualTo(400);
    assertThat(operatorsAnswerTo(large).status()).isEqualTo(413);
    assertThat(operatorsAnswerTo(devices).status()).isEqualTo(404);
    JsonAnswers.isFailed(
        house.operator(RawHttp.post("/gsma/rsp2/es2plus/downloadOrder", "{}")), "1.2.1/2.1");
  }

  private RawAnswer answerTo(String request) throws IOException {
    try (var http = house.device()) {
      return http.send(request).receive();
    }
  }

  private RawAnswer operatorsAnswerTo(String request) throws IOException {
    try (var http = house.operator()) {
      return http.send(request).receive();
    }
  }
}
