package org.opensmdp.es2plus;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.http.json.JsonText;
import org.opensmdp.http.json.NotJson;
import org.opensmdp.http.json.WrongMember;

/**
 * What an operator has answered, and whether it has the message. 2xx says so (204 is what SGP.22 wants,
 * 200 with an answer of ES2+ is taken too), unless a functionExecutionStatus says Failed: then it is
 * told again, as after any other failure (decision 0024).
 */
final class OperatorAnswer {
  private static final int LONGEST_MESSAGE = 100;
  private static final Set<String> MEMBERS = Set.of(
      "header",
      "functionExecutionStatus",
      "status",
      "statusCodeData",
      "subjectCode",
      "reasonCode",
      "message");

  private final Optional<String> problem;
  private final byte[] body;

  private OperatorAnswer(Optional<String> problem, byte[] body) {
    this.problem = problem;
    this.body = body;
  }

  static OperatorAnswer of(HttpResponse<byte[]> response) {
    boolean ok = response.statusCode() / 100 == 2;
    return new OperatorAnswer(
        ok ? Optional.empty() : Optional.of("HTTP " + response.statusCode()), response.body());
  }

  static OperatorAnswer none(String why) {
    return new OperatorAnswer(Optional.of(why), new byte[0]);
  }

  /** Returns why a webhook was not taken. */
  Optional<String> ofWebhook() {
    return problem;
  }

  /** Returns why a call of a function was not taken. */
  Optional<String> ofFunction() {
    return problem.isPresent() || body.length == 0 ? problem : failed();
  }

  private Optional<String> failed() {
    try {
      return JsonObject.read(body, MEMBERS)
          .object("header")
          .flatMap(header -> header.object("functionExecutionStatus"))
          .filter(status -> status.text("status").filter("Failed"::equals).isPresent())
          .map(status -> "Failed"
              + status.object("statusCodeData").map(OperatorAnswer::pair).orElse(""));
    } catch (NotJson | WrongMember e) {
      return Optional
          .empty(); // what is no answer of ES2+ is a page that some front end adds to its 200
    }
  }

  private static String pair(JsonObject data) {
    return " " + said(data, "subjectCode") + "/" + said(data, "reasonCode") + " "
        + said(data, "message");
  }

  private static String said(JsonObject data, String member) {
    return JsonText.printable(data.text(member).orElse(""), LONGEST_MESSAGE);
  }
}
