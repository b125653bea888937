package org.opensmdp.es2plus;

import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.SmdsAnswer;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.http.json.JsonText;
import org.opensmdp.http.json.NotJson;
import org.opensmdp.http.json.WrongMember;
import org.opensmdp.rsp.StatusCode;

/** What an SM-DS answers over ES12 (SGP.22 v2 §6.5.1): a header, whatever was asked. */
final class Es12Answer {
  private static final String HEADER = "header";
  private static final String EXECUTION = "functionExecutionStatus";
  private static final String STATUS = "status";
  private static final String DATA = "statusCodeData";
  private static final String SUBJECT = "subjectCode";
  private static final String REASON = "reasonCode";
  private static final String MESSAGE = "message";
  private static final Set<String> MEMBERS =
      Set.of(HEADER, EXECUTION, STATUS, DATA, SUBJECT, REASON, MESSAGE);
  private static final int HTTP_OK = 200;
  private static final int HTTP_SERVER_ERROR = 500;
  private static final int LONGEST_WHY = 128;

  private Es12Answer() {}

  /** Reads an answer; what makes no sense may have done what was asked. */
  static SmdsAnswer read(int httpStatus, byte[] body, int mostOctets) {
    if (httpStatus != HTTP_OK) {
      return failed("HTTP status " + httpStatus, httpStatus >= HTTP_SERVER_ERROR);
    }
    if (body.length > mostOctets) {
      return failed("the answer is too long", true);
    }
    try {
      return header(JsonObject.read(body, MEMBERS));
    } catch (NotJson | WrongMember e) {
      return failed("the answer is not one of ES12", true);
    }
  }

  private static SmdsAnswer header(JsonObject answer) {
    var execution = answer
        .object(HEADER)
        .flatMap(header -> header.object(EXECUTION))
        .orElseThrow(() -> WrongMember.missing(EXECUTION));
    String status = execution.requiredText(STATUS);
    if (status.equals("Executed-Success") || status.equals("Executed-WithWarning")) {
      return new SmdsAnswer.Done();
    }
    return refused(execution.object(DATA));
  }

  private static SmdsAnswer refused(Optional<JsonObject> data) {
    String subject = data.flatMap(it -> it.text(SUBJECT)).orElse("");
    String reason = data.flatMap(it -> it.text(REASON)).orElse("");
    var known = StatusCode.of(subject, reason);
    if (known.equals(Optional.of(StatusCode.EVENT_RECORD_IN_USE))) {
      return new SmdsAnswer.AlreadyThere();
    }
    if (known.equals(Optional.of(StatusCode.EVENT_RECORD_UNKNOWN))) {
      return new SmdsAnswer.NotThere();
    }
    String message = data.flatMap(it -> it.text(MESSAGE)).orElse("");
    return failed("%s/%s %s".formatted(subject, reason, message).strip(), false);
  }

  private static SmdsAnswer failed(String why, boolean uncertain) {
    return new SmdsAnswer.Failed(JsonText.printable(why, LONGEST_WHY), uncertain);
  }
}
