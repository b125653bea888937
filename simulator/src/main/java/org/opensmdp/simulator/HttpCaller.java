package org.opensmdp.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** Posts the requests of a binding, and looks at what all answers have in common. Any thread. */
final class HttpCaller {
  private static final int MOST_ANSWER_OCTETS = 4 * 1024 * 1024;

  /** What has come back. */
  record Answer(int status, String contentType, String adminProtocol, Bytes body) {}

  private final HttpClient http;
  private final Optional<String> userAgent;
  private final String adminProtocol;
  private final Duration timeout;

  HttpCaller(HttpClient http, Optional<String> userAgent, String adminProtocol, Duration timeout) {
    this.http = http;
    this.userAgent = userAgent;
    this.adminProtocol = adminProtocol;
    this.timeout = timeout;
  }

  /** @param function what it is called in messages */
  Answer post(String function, String url, String contentType, byte[] body) {
    var builder = HttpRequest.newBuilder(URI.create(url))
        .timeout(timeout)
        .header("X-Admin-Protocol", adminProtocol)
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    userAgent.ifPresent(name -> builder.header("User-Agent", name));
    try {
      return answer(http.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      String why = e.getMessage() == null ? "nobody answers" : e.getMessage();
      throw new UncheckedIOException(
          "%s: %s; is a server running at %s?"
              .formatted(function, why, URI.create(url).getAuthority()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException(function + ": interrupted"));
    }
  }

  /** Reads no more than an answer may have, whatever comes. */
  private static Answer answer(HttpResponse<InputStream> response) throws IOException {
    try (var body = response.body()) {
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.headers().firstValue("X-Admin-Protocol").orElse(""),
          Bytes.wrap(body.readNBytes(MOST_ANSWER_OCTETS + 1)));
    }
  }

  /** Refuses another status, an answer that does not say which protocol it speaks, and a huge one. */
  static void expect(String function, int status, Answer answer) {
    if (answer.status != status) {
      throw new MalformedAnswer(
          "%s: HTTP status %d (expected: %d)".formatted(function, answer.status, status));
    }
    if (!answer.adminProtocol.matches("gsma/rsp/v[0-9]+\\.[0-9]+\\.[0-9]+")) {
      throw new MalformedAnswer(
          "%s: X-Admin-Protocol '%s'".formatted(function, answer.adminProtocol));
    }
    if (answer.body.size() > MOST_ANSWER_OCTETS) {
      throw new MalformedAnswer("%s: more than %d octets".formatted(function, MOST_ANSWER_OCTETS));
    }
  }

  /** Refuses an answer to a function that has none. */
  static void expectNothing(String function, Answer answer) {
    expect(function, 204, answer);
    if (!answer.body.isEmpty()) {
      throw new MalformedAnswer("%s: a body with status 204".formatted(function));
    }
  }
}
