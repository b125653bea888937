package org.opensmdp.simulator.conformance.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.conformance.CaseEnded;
import org.opensmdp.simulator.conformance.OperatorAccess;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Verdict;

/** A call of ES2+ on octets, so that any member can be missing or odd, and what comes back. */
final class OrderCall {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_MESSAGE = 128;

  private final Trial trial;
  private final OperatorAccess access;
  private final String function;
  private final ObjectNode body = JSON.createObjectNode();

  private OrderCall(Trial trial, OperatorAccess access, String function) {
    this.trial = trial;
    this.access = access;
    this.function = function;
    body.putObject("header")
        .put("functionRequesterIdentifier", access.requesterIdentifier())
        .put("functionCallIdentifier", UUID.randomUUID().toString());
  }

  /** A call of the operator, complete but for the members of the function. */
  static OrderCall of(Trial trial, String function) {
    return of(trial, trial.access(), function);
  }

  /** The same of another operator. */
  static OrderCall of(Trial trial, OperatorAccess access, String function) {
    return new OrderCall(trial, access, function);
  }

  OrderCall with(String member, String text) {
    body.put(member, text);
    return this;
  }

  OrderCall with(String member, boolean value) {
    body.put(member, value);
    return this;
  }

  OrderCall without(String member) {
    body.remove(member);
    return this;
  }

  OrderCall header(String member, String text) {
    body.withObject("/header").put(member, text);
    return this;
  }

  OrderCall headerWithout(String member) {
    body.withObject("/header").remove(member);
    return this;
  }

  /** Posts it; the answer must be HTTP 200 with a JSON object and a status. */
  Reply send() {
    var answer = sendRaw();
    trial.check("HTTP status", 200, answer.status());
    trial.check(
        "Content-Type",
        "application/json",
        answer.header("Content-Type"),
        answer.header("Content-Type").startsWith("application/json"));
    return new Reply(trial, parsed(answer));
  }

  /** Posts it and looks at nothing. */
  HttpTransport.Answer sendRaw() {
    return post(trial, access, function, body.toString());
  }

  static HttpTransport.Answer post(
      Trial trial, OperatorAccess access, String function, String text) {
    var headers = Map.of("Content-Type", "application/json", "X-Admin-Protocol", "gsma/rsp/v2.5.0");
    var octets = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    return trial.post(access, "/gsma/rsp2/es2plus/" + function, headers, octets);
  }

  private static JsonNode parsed(HttpTransport.Answer answer) {
    try {
      return JSON.readTree(answer.body().toArray());
    } catch (IOException e) {
      throw new CaseEnded(Verdict.FAIL, "an answer that is no JSON: " + e.getMessage());
    }
  }

  /** What has come back. */
  record Reply(Trial trial, JsonNode json) {
    private JsonNode executionStatus() {
      return json.path("header").path("functionExecutionStatus");
    }

    private String status() {
      return executionStatus().path("status").asText("none");
    }

    /** Wants Executed-Success and exactly these members beside the header; "?" marks an optional one. */
    Reply succeeds(String... members) {
      trial.check("status", "Executed-Success", status());
      var allowed = new ArrayList<String>(List.of("header"));
      for (var member : members) {
        allowed.add(member.replace("?", ""));
        if (!member.endsWith("?")) {
          trial.check("member " + member, "there", json.has(member) ? "there" : "missing");
        }
      }
      json.fieldNames()
          .forEachRemaining(name ->
              trial.check("member " + name, "one of " + allowed, name, allowed.contains(name)));
      return this;
    }

    /** Wants Failed with this status code. */
    Reply fails(StatusCode expected) {
      fails();
      trial.check("status code", expected.subject() + "/" + expected.reason(), pair());
      return this;
    }

    /** Wants Failed with one of these status codes. */
    Reply failsWithOneOf(String... pairs) {
      fails();
      trial.check(
          "status code", String.join(" or ", pairs), pair(), List.of(pairs).contains(pair()));
      return this;
    }

    /** Wants Failed with any status code, a message to read, and nothing of a success. */
    Reply fails() {
      trial.check("status", "Failed", status());
      var data = executionStatus().path("statusCodeData");
      boolean codes =
          data.path("subjectCode").isTextual() && data.path("reasonCode").isTextual();
      trial.check("codes", "two texts", codes ? "two texts" : data.toString());
      var message = data.path("message").asText();
      trial.check("message", "at most 128 characters", message, message.length() <= MOST_MESSAGE);
      trial.check("members beside the header", 0, json.size() - 1);
      return this;
    }

    private String pair() {
      var data = executionStatus().path("statusCodeData");
      return data.path("subjectCode").asText() + "/" + data.path("reasonCode").asText();
    }

    String text(String member) {
      return json.path(member).asText();
    }
  }
}
