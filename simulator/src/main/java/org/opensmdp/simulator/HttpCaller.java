package org.opensmdp.simulator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** Posts the requests of a binding, and looks at what all answers have in common. Any thread. */
final class HttpCaller {
  private final HttpTransport transport;
  private final Optional<String> userAgent;
  private final String adminProtocol;

  HttpCaller(HttpTransport transport, Optional<String> userAgent, String adminProtocol) {
    this.transport = transport;
    this.userAgent = userAgent;
    this.adminProtocol = adminProtocol;
  }

  /** @param function what it is called in messages */
  HttpTransport.Answer post(String function, String url, String contentType, byte[] body) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("X-Admin-Protocol", adminProtocol);
    headers.put("Content-Type", contentType);
    userAgent.ifPresent(name -> headers.put("User-Agent", name));
    var uri = URI.create(url);
    try {
      return transport.post(new HttpTransport.Request(uri, headers, Bytes.wrap(body)));
    } catch (IOException e) {
      String why = e.getMessage() == null ? "nobody answers" : e.getMessage();
      throw new UncheckedIOException(
          "%s: %s; is a server running at %s?".formatted(function, why, uri.getAuthority()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException(function + ": interrupted"));
    }
  }

  /** Refuses another status, an answer that does not say which protocol it speaks, and a huge one. */
  static void expect(String function, int status, HttpTransport.Answer answer) {
    if (answer.status() != status) {
      throw new MalformedAnswer(
          "%s: HTTP status %d (expected: %d)".formatted(function, answer.status(), status));
    }
    var protocol = answer.header("X-Admin-Protocol");
    if (!protocol.matches("gsma/rsp/v[0-9]+\\.[0-9]+\\.[0-9]+")) {
      throw new MalformedAnswer("%s: X-Admin-Protocol '%s'".formatted(function, protocol));
    }
    if (answer.body().size() > HttpTransport.MOST_ANSWER_OCTETS) {
      throw new MalformedAnswer(
          "%s: more than %d octets".formatted(function, HttpTransport.MOST_ANSWER_OCTETS));
    }
  }

  /** Refuses an answer to a function that has none. */
  static void expectNothing(String function, HttpTransport.Answer answer) {
    expect(function, 204, answer);
    if (!answer.body().isEmpty()) {
      throw new MalformedAnswer("%s: a body with status 204".formatted(function));
    }
  }
}
