package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opensmdp.activation.timeline.ClientLogImport.Said;
import org.opensmdp.activation.timeline.ClientLogSource;

/**
 * One line of a phone's log, a JSON object in each form. What is not about a download is skipped: of lpac
 * the APDUs, and HTTP that says nothing. An identity is only looked for; what is kept is the code and the
 * phone's own words.
 */
final class ClientLogLine {
  static final int LONGEST = 64 * 1024;

  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_ABOUT = 3_500;
  private static final Pattern PAIR =
      Pattern.compile("\\b([1-8](?:\\.[0-9]{1,2}){1,3})\\s?[/-]\\s?([1-9]\\.[0-9]{1,2})\\b");
  private static final Pattern SUBJECT = Pattern.compile("[1-8](\\.[0-9]{1,2}){0,3}");
  private static final Pattern REASON = Pattern.compile("[1-9]\\.[0-9]{1,2}");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9./ _-]{1,60}");
  private static final Pattern NAME = Pattern.compile("[!-~]{1,64}");
  private static final int SMDX = 10;

  private final ClientLogSource source;

  ClientLogLine(ClientLogSource source) {
    this.source = source;
  }

  /**
   * Reads a line.
   *
   * @return empty if it says nothing about a download
   * @throws IllegalArgumentException if it is longer than 64 KiB or not one JSON object
   */
  Optional<Said> read(String line) {
    if (line.isBlank()) {
      return Optional.empty();
    }
    if (line.length() > LONGEST) {
      throw new IllegalArgumentException("longer than " + LONGEST);
    }
    var tree = tree(line);
    return switch (source) {
      case LPAC -> lpac(tree);
      case ANDROID -> Optional.of(said(tree, android(tree), text(tree, "message"), ""));
      case WINDOWS -> windows(tree);
      case OPENSMDP -> Optional.of(said(tree, own(tree), text(tree, "text"), ""));
    };
  }

  private static JsonNode tree(String line) {
    try {
      return AdminJson.read(line.getBytes(UTF_8));
    } catch (AdminRefusal e) {
      throw new IllegalArgumentException("no JSON object", e);
    }
  }

  private Optional<Said> lpac(JsonNode tree) {
    var payload = tree.path("payload");
    return switch (tree.path("type").asText()) {
      case "lpa", "progress" -> Optional.of(lpa(tree, payload));
      case "http" -> http(tree, payload);
      default -> Optional.empty();
    };
  }

  private Said lpa(JsonNode tree, JsonNode payload) {
    var data = payload.path("data");
    var text = text(payload, "message") + (data.isTextual() ? ": " + data.asText() : "");
    return said(tree, pair(data).or(() -> pair(text)).orElse(""), text, "");
  }

  /** lpac's stdio driver shows the bodies of ES9+ in hexadecimal. */
  private Optional<Said> http(JsonNode tree, JsonNode payload) {
    var body = unhexed(text(payload, "rx").isEmpty() ? text(payload, "tx") : text(payload, "rx"));
    if (body.isEmpty()) {
      return Optional.empty();
    }
    var execution = body.get().path("header").path("functionExecutionStatus");
    var refused = execution.path("statusCodeData");
    var code = pair(refused);
    return code.map(pair -> said(
        tree,
        pair,
        "HTTP %d, %s".formatted(payload.path("rcode").asInt(), text(refused, "message")),
        shortened(text(body.get(), "transactionId"), LONGEST_ABOUT)));
  }

  private static Optional<JsonNode> unhexed(String hex) {
    try {
      return hex.isEmpty()
          ? Optional.empty()
          : Optional.of(AdminJson.read(HexFormat.of().parseHex(hex)));
    } catch (IllegalArgumentException | AdminRefusal e) {
      return Optional.empty();
    }
  }

  /** EXTRA_EMBEDDED_SUBSCRIPTION_DETAILED_CODE, or its parts by the names of Android's extras. */
  private static String android(JsonNode tree) {
    var named = pair(text(tree, "smdxSubjectCode"), text(tree, "smdxReasonCode"));
    if (named.isPresent()) {
      return named.get();
    }
    long detailed = tree.path("detailedCode").asLong(0);
    int operation = tree.has("operationCode")
        ? tree.path("operationCode").asInt()
        : (int) (detailed >>> 24 & 0xFF);
    long error = tree.has("errorCode") ? tree.path("errorCode").asLong() : detailed & 0xFFFFFF;
    if (operation == SMDX && !tree.has("errorCode")) {
      return pair(dotted(error >>> 12 & 0xFFF), dotted(error & 0xFFF)).orElse("android smdx");
    }
    return "android " + error;
  }

  /** Subject and reason come as three hexadecimal digits each: 8B1 is 8.11.1. */
  private static String dotted(long code) {
    var text = new StringBuilder();
    for (int shift = 8; shift >= 0; shift -= 4) {
      long digit = code >>> shift & 0xF;
      if (digit != 0 || text.length() > 0) {
        text.append(text.length() > 0 ? "." : "").append(digit);
      }
    }
    return text.toString();
  }

  private Optional<Said> windows(JsonNode tree) {
    var status = tree.has("status") ? tree.path("status") : tree.path("ESimOperationStatus");
    return status.isIntegralNumber()
        ? Optional.of(said(tree, "windows " + status.asInt(), text(tree, "message"), ""))
        : Optional.empty();
  }

  private static String own(JsonNode tree) {
    var code = text(tree, "code");
    return CODE.matcher(code).matches() ? code : pair(text(tree, "text")).orElse("");
  }

  private Said said(JsonNode tree, String code, String text, String more) {
    return new Said(
        source,
        time(tree),
        shortened(identities(tree) + " " + more, LONGEST_ABOUT),
        Optional.of(text(tree, "correlationId")).filter(id -> NAME.matcher(id).matches()),
        code,
        shortened(text, LONGEST_TEXT));
  }

  /** Every text of the object and of the object in it: lines name things in many ways. */
  private static String identities(JsonNode tree) {
    var found = new StringBuilder();
    tree.properties().forEach(member -> {
      if (member.getValue().isValueNode()) {
        found.append(member.getValue().asText()).append(' ');
      } else if (member.getValue().isObject()) {
        member.getValue().forEach(value -> {
          if (value.isValueNode()) {
            found.append(value.asText()).append(' ');
          }
        });
      }
    });
    return found.toString();
  }

  private static Optional<Instant> time(JsonNode tree) {
    var time = tree.path("time");
    try {
      return time.isIntegralNumber() && time.canConvertToLong()
          ? Optional.of(Instant.ofEpochMilli(time.asLong()))
          : time.isTextual() ? Optional.of(Instant.parse(time.asText())) : Optional.empty();
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> pair(JsonNode status) {
    return pair(text(status, "subjectCode"), text(status, "reasonCode"));
  }

  private static Optional<String> pair(String subject, String reason) {
    return SUBJECT.matcher(subject).matches() && REASON.matcher(reason).matches()
        ? Optional.of(subject + "/" + reason)
        : Optional.empty();
  }

  private static Optional<String> pair(String text) {
    var found = PAIR.matcher(shortened(text, LONGEST_TEXT));
    return found.find() ? Optional.of(found.group(1) + "/" + found.group(2)) : Optional.empty();
  }

  private static String text(JsonNode object, String name) {
    var value = object.path(name);
    return value.isTextual() ? value.asText() : "";
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }
}
