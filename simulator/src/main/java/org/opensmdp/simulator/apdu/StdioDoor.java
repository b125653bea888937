package org.opensmdp.simulator.apdu;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The card at the other end of an LPA's standard output and input, one JSON object a line, as lpac's
 * {@code stdio} driver has it: {@code connect}, {@code logic_channel_open}, {@code transmit}, {@code
 * logic_channel_close}, {@code disconnect}. Every request has one answer; a line that is none has a
 * negative {@code ecode}. Other types, such as {@code progress}, are not for the card and are passed
 * over, but for {@code http}, which waits for an answer and is told that nobody does it here.
 */
public final class StdioDoor {
  private static final int DEEPEST_NESTING = 16;

  private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxStringLength(CardLines.LONGEST)
              .maxNestingDepth(DEEPEST_NESTING)
              .build())
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();
  private final StdioCard card;
  private final Consumer<String> messages;

  /** @param messages hears, in a line each, what was refused and why; not for standard output */
  public StdioDoor(CardTransport card, Consumer<String> messages) {
    this.card = new StdioCard(card);
    this.messages = messages;
  }

  /**
   * Answers line by line until the input ends.
   *
   * @throws UncheckedIOException if the other side is gone, or never ends a line
   */
  public void serve(Reader in, Writer out) {
    try {
      var lines = new CardLines(in);
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        var answer = line.get().isEmpty() ? Optional.<JsonNode>empty() : answer(line.get());
        if (answer.isPresent()) {
          out.write(answer.get() + "\n");
          out.flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<JsonNode> answer(String line) {
    JsonNode request;
    try {
      request = json.readTree(line);
    } catch (JsonProcessingException e) {
      return Optional.of(refusal("a line that is no JSON object: " + e.getOriginalMessage()));
    }
    var type = request.path("type");
    if (!type.isTextual()) {
      return Optional.of(refusal("a line without type"));
    }
    return switch (type.textValue()) {
      case "apdu" -> Optional.of(apdu(request.path("payload")));
      case "http" -> Optional.of(noHttp());
      default -> Optional.empty();
    };
  }

  private JsonNode apdu(JsonNode payload) {
    try {
      var done = card.call(payload.path("func").asText(), payload.path("param"));
      return envelope(done.ecode(), done.data());
    } catch (StdioCard.Refused e) {
      return refusal(e.getMessage());
    }
  }

  private JsonNode refusal(String why) {
    messages.accept("stdio: " + why);
    return envelope(-1, Optional.empty());
  }

  private JsonNode envelope(int ecode, Optional<String> data) {
    var answer = json.createObjectNode().put("type", "apdu");
    var payload = answer.putObject("payload").put("ecode", ecode);
    data.ifPresent(hex -> payload.put("data", hex));
    return answer;
  }

  private JsonNode noHttp() {
    messages.accept(
        "stdio: a request of type http; the LPA does its own HTTP (with lpac: LPAC_HTTP=curl)");
    var answer = json.createObjectNode().put("type", "http");
    answer.putObject("payload").put("rcode", 0).put("rx", "");
    return answer;
  }
}
