package org.opensmdp.simulator.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** A body of HTTP, decoded for people: members of JSON, and the DER that is in them or that it is. */
final class BodyText {
  /** A member that is never shown, whatever it holds. */
  static final String SECRET = "confirmationCode";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LEAST_DER = 8;
  private static final int LONGEST_VALUE = 200;

  private BodyText() {}

  /** @param most signs of the text; what is longer is cut, saying so */
  static String of(Bytes body, int most) {
    return cut(body.isEmpty() ? "(no body)" : decoded(body), most);
  }

  private static String decoded(Bytes body) {
    return json(body)
        .map(BodyText::members)
        .or(() -> DerText.of("", body, 0).map(tree -> named(body, tree)))
        .orElseGet(() -> plain(body));
  }

  /** The outermost tag names the whole. */
  private static String named(Bytes body, String tree) {
    int end = tree.indexOf('\n');
    var tag = tree.substring(0, end).split("[: ]", 2)[0];
    return DerText.of(TagNames.of("", tag), body, 0).orElse(tree);
  }

  private static Optional<ObjectNode> json(Bytes body) {
    try {
      return JSON.readTree(body.toArray()) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String members(ObjectNode object) {
    var text = new StringBuilder();
    object.properties().forEach(member -> {
      text.append(member.getKey()).append(": ");
      text.append(
          member.getKey().equals(SECRET)
              ? "(not shown)\n"
              : value(member.getKey(), member.getValue()));
    });
    return text.toString();
  }

  private static String value(String name, JsonNode value) {
    return value.isTextual()
        ? der(name, value.asText())
            .map(tree -> "\n" + tree)
            .orElseGet(() -> cut(value.asText(), LONGEST_VALUE) + "\n")
        : pretty(value) + "\n";
  }

  private static Optional<String> der(String name, String base64) {
    try {
      var octets = Base64.getDecoder().decode(base64);
      return octets.length < LEAST_DER ? Optional.empty() : DerText.of(name, Bytes.wrap(octets), 1);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String pretty(JsonNode value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      return value.toString();
    }
  }

  private static String plain(Bytes body) {
    var text = new String(body.toArray(), UTF_8);
    boolean readable =
        text.chars().allMatch(c -> (c >= ' ' && c < 0xFFFD) || c == '\n' || c == '\r');
    return readable ? text : "octets " + body;
  }

  private static String cut(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, most) + "… (%,d signs in all)".formatted(text.length());
  }
}
