package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;
import static org.opensmdp.simulator.conformance.cases.Faults.CANCEL;
import static org.opensmdp.simulator.conformance.cases.Faults.DOWNLOAD;
import static org.opensmdp.simulator.conformance.cases.Faults.INITIATE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Trial;

/** The refusals of ES9+ as HTTP and as JSON (SGP.22 v2 §5.2.6, §6.5.1.4). */
public final class FailureCases implements CaseSource {
  private static final int OK = 200;

  @Override
  public List<Case> cases() {
    return failures();
  }

  /** Every function refuses a transactionId that nobody has given, or an address of another. */
  private static Case failure(
      String id, String purpose, String requirement, TransportCases.Look look, Fault... faults) {
    return TransportCases.one(id, purpose)
        .requirement(requirement)
        .tags("json", "refusal")
        .expects("so in the refusals of all four functions that have one")
        .finds(faults)
        .run(trial -> Refusals.of(trial).forEach((function, answer) -> {
          trial.step("Look at the refusal of " + function);
          look.at(trial, function, answer);
        }));
  }

  private static List<Case> failures() {
    return List.of(
        failure(
            "21_FailureStatus",
            "A failure has the HTTP status 200 too",
            "SGP.22 v2 §6.3",
            (trial, function, answer) -> trial.check("HTTP status", OK, answer.status()),
            Fault.status(INITIATE, 400),
            Fault.status(AUTHENTICATE, 404),
            Fault.status(DOWNLOAD, 500),
            Fault.status(CANCEL, 403)),
        failure(
            "22_FailureContentType",
            "A failure is of the type application/json, with X-Admin-Protocol",
            "SGP.22 v2 §6.3, §6.5",
            (trial, function, answer) -> {
              TransportCases.contentType(trial, function, answer);
              TransportCases.adminProtocol(trial, function, answer);
            },
            Fault.header(AUTHENTICATE, "content-type", "text/html"),
            Fault.header(CANCEL, "x-admin-protocol", "")),
        failure(
            "23_FailureAlone",
            "A failure has no member of a success: LPAs go by their presence",
            "SGP.22 v2 §6.5.1.4; rule of the field",
            (trial, function, answer) -> Raw.failed(trial, answer),
            Fault.says(INITIATE, "serverSigned1", "MAA="),
            Fault.says(DOWNLOAD, "boundProfilePackage", "vzYA")),
        failure(
            "24_FailureData",
            "A failure has a subjectCode and a reasonCode, and says nothing unknown of them",
            "SGP.22 v2 §6.5.1.4",
            FailureCases::data,
            noCode(AUTHENTICATE, "reasonCode"),
            noCode(CANCEL, "subjectCode"),
            data(INITIATE, "severity", "1")),
        failure(
            "25_FailureCodes",
            "Status codes are texts of numbers and dots, of 8 characters at most",
            "SGP.22 v2 §5.2.6; rule of the field",
            FailureCases::codes,
            Fault.of(
                "sends the code as a number",
                DOWNLOAD,
                answer -> answer.json(object -> object
                    .withObject("/header/functionExecutionStatus/statusCodeData")
                    .put("reasonCode", 3.9))),
            data(AUTHENTICATE, "subjectCode", "TransactionId")),
        failure(
            "26_FailureMessage",
            "A failure says in words what is wrong: ASCII, 1 to 128 characters",
            "SGP.22 v2 §6.5.1.4; rule of the field: LPAs show it",
            FailureCases::message,
            data(INITIATE, "message", ""),
            data(AUTHENTICATE, "message", "x".repeat(129)),
            data(DOWNLOAD, "message", "unbekannt: \u00e4"),
            noCode(CANCEL, "message")));
  }

  private static ObjectNode statusCodeData(Trial trial, HttpTransport.Answer answer) {
    return Raw.object(trial, answer).withObject("/header/functionExecutionStatus/statusCodeData");
  }

  private static void data(Trial trial, String function, HttpTransport.Answer answer) {
    var found = Raw.names(statusCodeData(trial, answer));
    boolean known =
        List.of("message", "reasonCode", "subjectCode", "subjectIdentifier").containsAll(found);
    trial.check(
        "statusCodeData",
        "subjectCode, reasonCode and at most subjectIdentifier and message",
        found.toString(),
        known && found.contains("subjectCode") && found.contains("reasonCode"));
  }

  private static void codes(Trial trial, String function, HttpTransport.Answer answer) {
    var data = statusCodeData(trial, answer);
    for (var name : List.of("subjectCode", "reasonCode")) {
      var code = data.path(name);
      trial.check(
          name,
          "a text of numbers and dots, 8 characters at most",
          code.toString(),
          code.isTextual()
              && code.asText().length() <= 8
              && code.asText().matches("[0-9]+(\\.[0-9]+)*"));
    }
  }

  private static void message(Trial trial, String function, HttpTransport.Answer answer) {
    var text = statusCodeData(trial, answer).path("message").asText();
    trial.check("message", "ASCII, 1 to 128 characters", text, text.matches("[ -~]{1,128}"));
  }

  private static Fault noCode(String function, String member) {
    return Fault.of(
        "leaves out " + member,
        function,
        answer -> answer.json(object ->
            object.withObject("/header/functionExecutionStatus/statusCodeData").remove(member)));
  }

  private static Fault data(String function, String member, String text) {
    return Fault.of(
        "says '%s' of %s".formatted(text, member),
        function,
        answer -> answer.json(object ->
            object.withObject("/header/functionExecutionStatus/statusCodeData").put(member, text)));
  }
}
