package org.opensmdp.simulator.conformance.cases;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseEnded;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Verdict;

/** What all functions of ES2+ have in common: the caller, the header, JSON (SGP.22 v2 §5.3, §6.5). */
public final class OrderCallCases implements CaseSource {
  private static final List<String> FUNCTIONS =
      List.of("downloadOrder", "confirmOrder", "cancelOrder", "releaseProfile");
  private static final String REQUESTER = "functionRequesterIdentifier";
  private static final String CALL = "functionCallIdentifier";

  private final List<Case> cases = new ArrayList<>();

  @Override
  public List<Case> cases() {
    cases.clear();
    for (var function : FUNCTIONS) {
      header(function);
      json(function);
      caller(function);
    }
    return List.copyOf(cases);
  }

  private static Case.Builder of(String function, String number, String purpose) {
    return OrderCases.of(function, number, purpose).requirement("SGP.22 v2 §5.3, §6.5.2");
  }

  private static OrderCall call(Trial trial, String function) {
    return OrderCall.of(trial, function)
        .with("iccid", OrderCases.UNKNOWN.padded())
        .with("releaseFlag", true)
        .with("finalProfileStatusIndicator", "Available");
  }

  private interface Change {
    OrderCall of(OrderCall call);
  }

  private void header(String function) {
    refused(
        function,
        "41_WithoutHeader",
        "A call without header is refused",
        call -> call.without("header"));
    refused(
        function,
        "42_WithoutRequester",
        "A call without " + REQUESTER + " is refused",
        call -> call.headerWithout(REQUESTER));
    refused(
        function,
        "43_WithoutCallIdentifier",
        "A call without " + CALL + " is refused",
        call -> call.headerWithout(CALL));
    refused(
        function,
        "44_EmptyRequester",
        "An empty " + REQUESTER + " is refused",
        call -> call.header(REQUESTER, ""));
    refused(
        function,
        "45_OtherRequester",
        "A " + REQUESTER + " of nobody is refused",
        call -> call.header(REQUESTER, "conformance-nobody"));
  }

  private void refused(String function, String number, String purpose, Change change) {
    cases.add(of(function, number, purpose)
        .tags("refusal", "header")
        .expects("Failed with a status code that is not about the ICCID")
        .finds(Fault.accepts(function), Fault.refuses(function, "8.2.1", "3.9"))
        .run(trial -> {
          trial.step("Call " + function);
          var reply = change.of(call(trial, function)).send().fails();
          var data = reply.json().path("header").path("functionExecutionStatus");
          var subject = data.path("statusCodeData").path("subjectCode").asText();
          trial.check("subjectCode", "1 or below", subject, subject.matches("1(\\..*)?"));
        }));
  }

  private void json(String function) {
    cases.add(of(function, "46_UnknownMembers", "Members the server does not know are ignored")
        .tags("json")
        .expects("the answer to the call without them: Failed 8.2.1/3.9")
        .finds(Fault.refuses(function, "1.6", "2.1"))
        .run(trial -> {
          trial.step("Call with members of nobody");
          call(trial, function)
              .with("conformanceMember", "x")
              .header("conformanceHeader", "x")
              .send()
              .failsWithOneOf("8.2.1/3.9");
        }));
    cases.add(of(function, "47_NoJson", "A body that is no JSON object is refused")
        .tags("json", "malformed")
        .expects("HTTP status 400, or Failed")
        .finds(Fault.status(function, 500))
        .run(trial -> {
          for (var text : List.of("", "[]", "{", "7", "{\"header\":{}} {}")) {
            trial.step("Post " + (text.isEmpty() ? "nothing" : text));
            var answer = OrderCall.post(trial, trial.access(), function, text);
            trial.check(
                "HTTP status",
                "400 or 200",
                "" + answer.status(),
                answer.status() == 400 || answer.status() == 200);
          }
        }));
    cases.add(of(function, "48_AdminProtocol", "An answer says which protocol it speaks")
        .tags("header")
        .expects("X-Admin-Protocol: gsma/rsp/v and a version")
        .finds(Fault.header(function, "X-Admin-Protocol", "none"))
        .run(trial -> {
          trial.step("Call " + function);
          var protocol = call(trial, function).sendRaw().header("X-Admin-Protocol");
          boolean said = protocol.matches("gsma/rsp/v[0-9]+\\.[0-9]+\\.[0-9]+");
          trial.check("X-Admin-Protocol", "gsma/rsp/v<x.y.z>", protocol, said);
        }));
  }

  private void caller(String function) {
    if (function.equals(FUNCTIONS.get(0))) {
      cases.add(withoutCertificate(function));
    }
    cases.add(of(function, "50_NameOfAnother", "An operator cannot call in the name of another")
        .needs(Feature.SECOND_OPERATOR)
        .tags("refusal", "header")
        .expects("Failed with a status code that is not about the ICCID")
        .finds(Fault.accepts(function), Fault.refuses(function, "8.2.1", "3.9"))
        .run(trial -> {
          trial.step("Call with the certificate of the first and the name of the second");
          call(trial, function)
              .header(REQUESTER, trial.secondAccess().requesterIdentifier())
              .send()
              .failsWithOneOf("1.1/1.1", "1.1/1.2", "1.2.1/1.2", "1.2.1/3.10");
        }));
  }

  private static Case withoutCertificate(String function) {
    return of(function, "49_WithoutCertificate", "A caller without certificate gets nothing")
        .tags("tls", "refusal")
        .expects("no TLS connection, or HTTP status 401 or 403")
        .finds(Fault.of("lets everybody in", function, answer -> answer))
        .run(trial -> {
          trial.step("Call " + function + " without a client certificate");
          trial.check("answer", "none, 401 or 403", withoutCertificate(trial, function));
        });
  }

  private static String withoutCertificate(Trial trial, String function) {
    var transport = trial
        .target()
        .anonymous()
        .orElseThrow(() ->
            new CaseEnded(Verdict.NOT_APPLICABLE, "no way to ES2+ without a client certificate"));
    var uri = URI.create("https://" + trial.access().address() + "/gsma/rsp2/es2plus/" + function);
    var headers = Map.of("Content-Type", "application/json");
    try {
      int status = transport
          .post(new HttpTransport.Request(uri, headers, Bytes.wrap(new byte[] {'{', '}'})))
          .status();
      return status == 401 || status == 403 ? "none, 401 or 403" : "HTTP " + status;
    } catch (IOException e) {
      return "none, 401 or 403";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CaseEnded(Verdict.INCONCLUSIVE, "interrupted");
    }
  }
}
