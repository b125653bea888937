package org.opensmdp.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Posts JSON to the functions of one interface of one server (SGP.22 v2 §6.3, §6.5). Any thread. */
final class JsonCaller {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpCaller caller;
  private final String base;

  /** @param base the URL up to the name of the function, as {@code https://host/gsma/rsp2/es9plus/} */
  JsonCaller(
      HttpTransport transport, String base, Optional<String> userAgent, String adminProtocol) {
    this.caller = new HttpCaller(transport, userAgent, adminProtocol);
    this.base = base;
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Calls a function that answers with JSON. */
  FunctionAnswer call(String function, ObjectNode request) {
    var response = post(function, request);
    HttpCaller.expect(function, 200, response);
    if (!response
        .header("Content-Type")
        .replace(" ", "")
        .toLowerCase(Locale.ROOT)
        .matches("application/json(;charset=\"?utf-8\"?)?")) {
      throw new MalformedAnswer(
          "%s: Content-Type '%s'".formatted(function, response.header("Content-Type")));
    }
    return AnswerReader.read(response.body().toArray());
  }

  /** Calls a function that answers with nothing. */
  void tell(String function, ObjectNode request) {
    HttpCaller.expectNothing(function, post(function, request));
  }

  private HttpTransport.Answer post(String function, ObjectNode request) {
    return caller.post(function, base + function, "application/json", octets(request));
  }

  private static byte[] octets(ObjectNode request) {
    try {
      return JSON.writeValueAsString(request).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("in-memory writing cannot fail", e);
    }
  }
}
