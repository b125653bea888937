package org.opensmdp.simulator;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the JSON of an answer as the strictest client of the field does: one object, no member twice,
 * a header with one of two statuses and nothing else, no member beside it in a refusal.
 */
final class AnswerReader {
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();
  private static final String CODE = "[0-9]{1,3}(\\.[0-9]{1,3}){0,3}";

  private AnswerReader() {}

  static FunctionAnswer read(byte[] body) {
    var answer = new AnswerMembers("answer", object(body));
    var header = answer.object("header");
    var status = header.object("functionExecutionStatus");
    header.end();
    String name = status.text("status");
    return switch (name) {
      case "Executed-Success" -> success(answer, status);
      case "Failed" -> failed(answer, status);
      default -> throw new MalformedAnswer("status: %s".formatted(name));
    };
  }

  private static FunctionAnswer success(AnswerMembers answer, AnswerMembers status) {
    status.end();
    return new FunctionAnswer.Success(answer);
  }

  /** Some clients go on if they find the members of success: a refusal must have none. */
  private static FunctionAnswer failed(AnswerMembers answer, AnswerMembers status) {
    answer.end();
    var data = status.object("statusCodeData");
    status.end();
    var failed = new FunctionAnswer.Failed(
        data.text("subjectCode", CODE),
        data.text("reasonCode", CODE),
        data.optionalText("message").orElse(""));
    data.optionalText("subjectIdentifier");
    data.end();
    return failed;
  }

  private static ObjectNode object(byte[] body) {
    try {
      // Decoded here, so that the platform refuses what is not UTF-8 and Jackson guesses nothing.
      var text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new MalformedAnswer("answer: not JSON", e);
    }
    throw new MalformedAnswer("answer: not a JSON object");
  }
}
