package org.opensmdp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Speaks to the admin API of a server. Paths start with /admin/v1. Any thread. */
final class AdminClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String JSON = "application/json";

  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(10))
      .build();
  private final URI server;
  private final String token;
  private final Optional<String> reason;

  private AdminClient(URI server, String token, Optional<String> reason) {
    this.server = server;
    this.token = token;
    this.reason = reason;
  }

  static AdminClient of(URI server, String token) {
    return new AdminClient(server, token, Optional.empty());
  }

  /** Returns a client whose changes say why they are made. */
  AdminClient because(Optional<String> why) {
    return new AdminClient(server, token, why);
  }

  /** A server that refuses; the message is for people. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refused(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }

    int status() {
      return status;
    }

    /** Returns a word, or a status pair of SGP.22. */
    String code() {
      return code;
    }
  }

  JsonNode get(String path) {
    return json(send("GET", path, JSON, BodyPublishers.noBody()));
  }

  JsonNode post(String path, Object body) {
    return json(send("POST", path, JSON, BodyPublishers.ofByteArray(octets(body))));
  }

  JsonNode put(String path, Object body) {
    return json(send("PUT", path, JSON, BodyPublishers.ofByteArray(octets(body))));
  }

  JsonNode delete(String path) {
    return json(send("DELETE", path, JSON, BodyPublishers.noBody()));
  }

  /** Sends octets that are no JSON. */
  JsonNode post(String path, String contentType, byte[] body) {
    return json(send("POST", path, contentType, BodyPublishers.ofByteArray(body)));
  }

  /** Sends octets that are no JSON. */
  JsonNode put(String path, String contentType, byte[] body) {
    return json(send("PUT", path, contentType, BodyPublishers.ofByteArray(body)));
  }

  /** Fetches octets that are no JSON. */
  byte[] octets(String path) {
    return send("GET", path, "*/*", BodyPublishers.noBody());
  }

  /** Returns a text as it stands in a path or a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private byte[] send(String method, String path, String contentType, BodyPublisher body) {
    var request = HttpRequest.newBuilder(server.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", contentType)
        .method(method, body);
    reason.ifPresent(why -> request.header("Audit-Reason", why));
    try {
      var response = http.send(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() >= 300) {
        throw refused(response);
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException(
          "no server answers at %s (%s). Is it running? Name another with --admin."
              .formatted(server, e),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Refused refused(HttpResponse<byte[]> response) {
    var error = readable(response.body()).path("error");
    var code = error.path("code").asText("http-" + response.statusCode());
    var message = error
        .path("message")
        .asText("%s answers %d".formatted(response.uri().getPath(), response.statusCode()));
    return new Refused(response.statusCode(), code, message + " (" + code + ")");
  }

  private static JsonNode readable(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      return NullNode.getInstance();
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return body.length == 0 ? NullNode.getInstance() : MAPPER.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException("the answer is no JSON; is that an opensmdp?", e);
    }
  }

  private static byte[] octets(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values can be written", e);
    }
  }
}
