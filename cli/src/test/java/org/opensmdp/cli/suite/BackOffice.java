package org.opensmdp.cli.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.opensmdp.certs.OperatorPki;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.cli.TestHouse;
import org.opensmdp.server.TryOut;

/** An operator's back office that posts whatever text it is given, over mutual TLS, and keeps the octets. */
final class BackOffice {
  static final String SUCCESS =
      "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Executed-Success\"}}";

  private static final Pattern FAILED = Pattern.compile(
      "\\{\"header\":\\{\"functionExecutionStatus\":\\{\"status\":\"Failed\",\"statusCodeData\":"
          + "\\{\"subjectCode\":\"([0-9.]+)\",\"reasonCode\":\"([0-9.]+)\",\"message\":\"([ -~]+)\"}}}}");
  private static final Map<String, List<String>> HEADERS = Map.of(
      "content-type", List.of("application/json;charset=UTF-8"),
      "x-admin-protocol", List.of("gsma/rsp/v2.5.0"));
  private static final AtomicInteger CALLS = new AtomicInteger();

  private final TestHouse house;
  private final String requester;
  private final KeyManager[] keys;
  private HttpClient http;

  private BackOffice(TestHouse house, String requester, KeyManager... keys) {
    this.house = house;
    this.requester = requester;
    this.keys = keys.clone();
    this.http = client();
  }

  /** The operator of the try-out. */
  static BackOffice of(TestHouse house) {
    return as(house, TryOut.OPERATOR, TryOut.operatorClient(house.directory()));
  }

  static BackOffice as(TestHouse house, String requester, TlsIdentity client) {
    return new BackOffice(house, requester, client.keyManagers());
  }

  /** One that shows no certificate. */
  static BackOffice unknown(TestHouse house) {
    return new BackOffice(house, TryOut.OPERATOR);
  }

  /** The same, with connections of its own. */
  BackOffice elsewhere() {
    return new BackOffice(house, requester, keys);
  }

  private HttpClient client() {
    var pki = OperatorPki.load(
        TryOut.operators(house.directory()), Clock.systemUTC(), new SecureRandom());
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(keys, new TrustManager[] {pki.trustManager()}, null);
      return HttpClient.newBuilder()
          .sslContext(tls)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /**
   * An answer, octet for octet.
   *
   * @param request the body that was sent
   */
  record Answer(
      String function, String request, int status, Map<String, List<String>> headers, String body) {

    /** Checks everything there is to see of a success; the members behind the header are returned. */
    String succeeded() {
      isFunctionResult();
      assertThat(body).startsWith(SUCCESS).endsWith("}");
      return body.substring(SUCCESS.length(), body.length() - 1);
    }

    void succeededWithNothingElse() {
      assertThat(succeeded()).isEmpty();
    }

    /** Checks everything there is to see of a refusal. */
    Answer failed(String pair) {
      isFunctionResult();
      var found = FAILED.matcher(body);
      assertThat(found.matches()).as(body).isTrue();
      assertThat(found.group(1) + "/" + found.group(2)).as(body).isEqualTo(pair);
      return this;
    }

    private void isFunctionResult() {
      assertThat(status).as(body).isEqualTo(200);
      var expected = new HashMap<>(HEADERS);
      expected.put("content-length", List.of(Integer.toString(body.getBytes(UTF_8).length)));
      assertThat(headers).containsAllEntriesOf(expected);
      assertThat(headers.keySet())
          .isSubsetOf(
              "content-type",
              "x-admin-protocol",
              "x-correlation-id",
              "content-length",
              "connection",
              "retry-after");
    }

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).get(0);
    }
  }

  /** Returns a call identifier that no call has had. */
  static String newCall() {
    return "suite-" + CALLS.incrementAndGet();
  }

  /** Calls with these members behind a new header; apostrophes stand for quotation marks. */
  Answer call(String function, String members) {
    return call(newCall(), function, members);
  }

  Answer call(String identifier, String function, String members) {
    return post(
        function,
        "{\"header\":{\"functionRequesterIdentifier\":\"%s\",\"functionCallIdentifier\":\"%s\"}%s}"
            .formatted(
                requester, identifier, members.isEmpty() ? "" : "," + members.replace('\'', '"')));
  }

  /** Sends the same octets again. */
  Answer again(Answer before) {
    return post(before.function(), before.request());
  }

  Answer post(String function, String body) {
    var port = house.server().es2plusAddress().orElseThrow().getPort();
    var request = HttpRequest.newBuilder(
            URI.create("https://localhost:" + port + "/gsma/rsp2/es2plus/" + function))
        .header("Content-Type", "application/json")
        .header("X-Admin-Protocol", "gsma/rsp/v2.2.0")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(
          function, body, response.statusCode(), response.headers().map(), response.body());
    } catch (IOException e) {
      throw new NoAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The connection was refused, or broke. */
  static final class NoAnswer extends RuntimeException {
    NoAnswer(IOException cause) {
      super(cause);
    }
  }
}
