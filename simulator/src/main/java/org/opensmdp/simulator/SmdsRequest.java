package org.opensmdp.simulator;

import static org.opensmdp.rsp.StatusCode.FUNCTION_INVALID;
import static org.opensmdp.rsp.StatusCode.FUNCTION_MANDATORY_MISSING;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.RspException;

/** The JSON of a request to an SM-DS, read strictly. */
final class SmdsRequest {
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private final JsonNode members;

  private SmdsRequest(JsonNode members) {
    this.members = members;
  }

  /** Reads a body; nothing if it is no JSON object. */
  static Optional<SmdsRequest> read(byte[] body) {
    try {
      return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject).map(SmdsRequest::new);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  SmdsRequest object(String name) {
    var node = members.get(name);
    return new SmdsRequest(node == null ? JSON.createObjectNode() : node);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(members.get(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> !text.isEmpty());
  }

  /** @throws RspException FUNCTION_MANDATORY_MISSING, or FUNCTION_INVALID if {@code reader} cannot */
  <T> T required(String name, Function<String, T> reader) {
    String text = text(name).orElseThrow(() -> missing(name));
    try {
      return reader.apply(text);
    } catch (InvalidMessage | IllegalArgumentException e) {
      throw new RspException(FUNCTION_INVALID, name + " is not what it should be");
    }
  }

  <T> T base64(String name, Function<Bytes, T> reader) {
    return required(name, text -> reader.apply(Bytes.wrap(Base64.getDecoder().decode(text))));
  }

  boolean flag(String name) {
    var node = members.get(name);
    if (node == null || !node.isBoolean()) {
      throw missing(name);
    }
    return node.booleanValue();
  }

  private static RspException missing(String name) {
    return new RspException(FUNCTION_MANDATORY_MISSING, name + " is missing");
  }
}
