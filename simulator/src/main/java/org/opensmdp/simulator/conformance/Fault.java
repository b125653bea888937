package org.opensmdp.simulator.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.opensmdp.rsp.Bytes;

/**
 * Something a server could do wrong, done on purpose to the answers of a right one: the proof that a
 * case can fail. Faults are made for the JSON binding.
 *
 * @param name what the broken server does, as a sentence without subject: "answers 8.1/4.2"
 * @param function the function whose answers are changed, as the path names it
 * @param nth which answer of that function since the case began, from 1; 0 is every one
 */
public record Fault(String name, String function, int nth, UnaryOperator<ServerAnswer> change) {

  /** Restricts the fault to the nth answer of its function, from 1. */
  public Fault at(int value) {
    return new Fault(name + ", answer " + value, function, value, change);
  }

  /** Answers Failed with this pair, whatever would be right. */
  public static Fault refuses(String function, String subject, String reason) {
    return new Fault(
        "answers %s/%s".formatted(subject, reason),
        function,
        0,
        answer -> answer
            .status(200)
            .header("Content-Type", "application/json")
            .body(Bytes.wrap(failed(subject, reason))));
  }

  private static byte[] failed(String subject, String reason) {
    return """
        {"header":{"functionExecutionStatus":{"status":"Failed","statusCodeData":\
        {"subjectCode":"%s","reasonCode":"%s","message":"broken on purpose"}}}}""".formatted(subject, reason).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Says Executed-Success where the right server refuses, without the members of a success. */
  public static Fault accepts(String function) {
    return new Fault(
        "accepts what is wrong",
        function,
        0,
        answer -> answer.json(object -> {
          var header = object.putObject("header");
          header.putObject("functionExecutionStatus").put("status", "Executed-Success");
        }));
  }

  /** Leaves a member out. */
  public static Fault without(String function, String member) {
    return new Fault(
        "leaves out " + member,
        function,
        0,
        answer -> answer.json(object -> object.remove(member)));
  }

  /** Gives a member another text. */
  public static Fault says(String function, String member, String text) {
    return new Fault(
        "says %s of %s".formatted(text.isEmpty() ? "nothing" : text, member),
        function,
        0,
        answer -> answer.json(object -> object.put(member, text)));
  }

  /** Changes the last octet of a member in Base64. */
  public static Fault flips(String function, String member) {
    return new Fault(
        "changes the last octet of " + member,
        function,
        0,
        answer -> answer.json(object -> flip(object, member)));
  }

  private static void flip(ObjectNode object, String member) {
    if (object.path(member).isTextual()) {
      var octets = Base64.getDecoder().decode(object.path(member).asText());
      octets[octets.length - 1] ^= 1;
      object.put(member, Base64.getEncoder().encodeToString(octets));
    }
  }

  /** Answers another HTTP status. */
  public static Fault status(String function, int status) {
    return new Fault("answers HTTP status " + status, function, 0, answer -> answer.status(status));
  }

  /** Answers with another header. */
  public static Fault header(String function, String name, String value) {
    return new Fault(
        "answers %s: %s".formatted(name, value), function, 0, answer -> answer.header(name, value));
  }

  /** Changes the answers in a way of its own. */
  public static Fault of(String name, String function, UnaryOperator<ServerAnswer> change) {
    return new Fault(name, function, 0, change);
  }
}
