package org.opensmdp.simulator.conformance.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;
import static org.opensmdp.simulator.conformance.cases.Faults.CANCEL;
import static org.opensmdp.simulator.conformance.cases.Faults.DOWNLOAD;
import static org.opensmdp.simulator.conformance.cases.Faults.INITIATE;
import static org.opensmdp.simulator.conformance.cases.Faults.NOTIFY;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Trial;

/** What is no call of ES9+ in JSON: refused in some way, and never with an error of the server. */
public final class MalformedCases implements CaseSource {
  private static final int DEEP = 20_000;
  private static final int NO_CONTENT = 204;

  private static final Map<String, String> MESSAGES = Map.of(
      AUTHENTICATE, "authenticateServerResponse",
      DOWNLOAD, "prepareDownloadResponse",
      CANCEL, "cancelSessionResponse");

  @Override
  public List<Case> cases() {
    return Stream.of(junk(), paths(), members(), notifications())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> junk() {
    return List.of(
        junk("61_EmptyBody", "An empty body", text -> ""),
        junk("62_Text", "A body that is text", text -> "junk"),
        junk("63_Array", "A body that is an array", text -> "[" + text + "]"),
        junk("64_Null", "A body that is null", text -> "null"),
        junk("65_CutShort", "A body that is cut short", text -> text.substring(0, 40)),
        junk("66_TwoObjects", "A body of two objects", text -> text + text),
        junk("67_Xml", "A body in XML", text -> "<initiateAuthentication/>"),
        junk(
            "68_Deep",
            "A body of arrays %d deep".formatted(DEEP),
            text -> "{\"x\":" + "[".repeat(DEEP)),
        junk(
            "69_NotUtf8",
            "A body that is not in UTF-8",
            text -> text.replaceFirst("\\{", "{\"x\":\"\u00ff\u00fe\",")),
        junk("70_Form", "A body as forms send it", text -> "transactionId=00"));
  }

  private static Case junk(String id, String what, UnaryOperator<String> change) {
    return TransportCases.one(id, what + " is refused")
        .requirement("SGP.22 v2 §6.5; RFC 9110 §15.5.1")
        .tags("malformed", "refusal", "json")
        .expects("HTTP 4xx, or Failed; the server's choice")
        .finds(Fault.status(INITIATE, 500), succeeds(INITIATE))
        .run(trial -> {
          var text = Raw.of(Hello.at(trial, trial.target().smdpAddress())).toString();
          var body = Bytes.wrap(change.apply(text).getBytes(ISO_8859_1));
          trial.step("InitiateAuthentication with " + what);
          Raw.refused(trial, Raw.json(trial, INITIATE, Trial.jsonHeaders(), body));
        });
  }

  /** Takes whatever comes for a call, and answers a success. */
  private static Fault succeeds(String function) {
    var body = "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Executed-Success\"}}}";
    return Fault.of(
        "takes it for a call",
        function,
        answer -> answer
            .status(200)
            .header("Content-Type", "application/json")
            .body(Bytes.wrap(body.getBytes(UTF_8))));
  }

  private static List<Case> paths() {
    return List.of(
        path("71_UnknownFunction", "A function that does not exist", Raw.JSON_PATH + "nowhere"),
        path(
            "72_OperatorsFunction",
            "A function of ES2+ at the interface of devices",
            "/gsma/rsp2/es2plus/downloadOrder"),
        path("73_OtherRoot", "A function at another root", "/es9plus/initiateAuthentication"),
        TransportCases.one("74_OtherType", "A call that says it is text is no error of the server")
            .requirement("RFC 9110 §15.5.16")
            .tags("malformed", "json")
            .expects("HTTP 4xx, or the answer of the function; the server's choice")
            .finds(Fault.status(INITIATE, 500), Fault.status(INITIATE, 302))
            .run(trial -> {
              var headers = Trial.jsonHeaders();
              headers.put("Content-Type", "text/plain");
              var body = Raw.of(Refusals.initiate(trial)).toString();
              trial.step("InitiateAuthentication for another server, as text/plain");
              Raw.refused(trial, Raw.json(trial, INITIATE, headers, body));
            }));
  }

  private static Case path(String id, String what, String path) {
    var function = path.substring(path.lastIndexOf('/') + 1);
    return TransportCases.one(id, what + " is not found")
        .requirement("SGP.22 v2 §6.3; RFC 9110 §15.5.5")
        .tags("malformed", "refusal")
        .expects("HTTP 4xx")
        .finds(Fault.status(function, 200), Fault.status(function, 307))
        .run(trial -> {
          var body = Raw.of(Hello.at(trial, trial.target().smdpAddress())).toString();
          trial.step("Post to " + path);
          var answer = trial.post(path, Trial.jsonHeaders(), Bytes.wrap(body.getBytes(UTF_8)));
          int status = answer.status();
          trial.check("HTTP status", "4xx", "" + status, status >= 400 && status < 500);
        });
  }

  /** Calls of the right shape with a member missing or wrong, in a session of nobody. */
  private static List<Case> members() {
    var cases = new ArrayList<Case>();
    int number = 81;
    for (var function : List.of(AUTHENTICATE, DOWNLOAD, CANCEL)) {
      var message = MESSAGES.getOrDefault(function, "message");
      cases.add(member(number++, function, "NoTransactionId", it -> it.remove("transactionId")));
      cases.add(member(number++, function, "NoMessage", it -> it.remove(message)));
      cases.add(member(number++, function, "MessageNoBase64", it -> it.put(message, "%%%")));
      cases.add(member(
          number++,
          function,
          "MessageOfAnotherTag",
          it -> it.put(message, Raw.base64(Bytes.fromHex("BF3703800100")))));
      cases.add(member(
          number++,
          function,
          "MessageCutShort",
          it -> it.put(message, Raw.base64(Raw.bytes(it, message).slice(0, 4)))));
      cases.add(member(number++, function, "MessageNumber", it -> it.put(message, 1)));
    }
    cases.add(member(99, AUTHENTICATE, "TransactionIdNoHex", id("XYZ!")));
    cases.add(member(100, AUTHENTICATE, "TransactionIdOdd", id("0")));
    cases.add(member(101, AUTHENTICATE, "TransactionIdEmpty", id("")));
    cases.add(member(102, AUTHENTICATE, "TransactionIdOf17", id("00".repeat(17))));
    cases.add(member(
        103,
        AUTHENTICATE,
        "HugeLength",
        it -> it.put("authenticateServerResponse", "vziE/////w==")));
    return cases;
  }

  private static Consumer<ObjectNode> id(String text) {
    return it -> it.put("transactionId", text);
  }

  private static Case member(
      int number, String function, String name, Consumer<ObjectNode> change) {
    var id = "%d_%s%s"
        .formatted(number, Character.toUpperCase(function.charAt(0)) + function.substring(1), name);
    return TransportCases.one(id, "%s that is malformed is refused: %s".formatted(function, name))
        .requirement("SGP.22 v2 §6.5.2")
        .tags("malformed", "refusal", "json", function)
        .expects("Failed, or HTTP 4xx; the code is the server's choice")
        .finds(Fault.accepts(function), Fault.status(function, 500))
        .run(trial -> {
          var body = Refusals.request(trial, function);
          change.accept(body);
          trial.step(function + ": " + name);
          Raw.refused(trial, Raw.json(trial, function, body));
        });
  }

  /** The LPA sends a notification until it is taken: what means nothing is taken, and forgotten. */
  private static List<Case> notifications() {
    return List.of(
        notification("111_NotificationEmpty", "without pendingNotification", "{}"),
        notification("112_NotificationOfJunk", "of junk", "{\"pendingNotification\":\"AA==\"}"),
        notification("113_NotificationNoBase64", "in no Base64", "{\"pendingNotification\":\"%\"}"),
        notification(
            "114_NotificationCutShort", "that is cut short", "{\"pendingNotification\":\"vzeB\"}"),
        notification(
            "115_NotificationUnknown", "of another kind", "{\"pendingNotification\":\"vzgDgAEA\"}"),
        notification("116_NotificationNumber", "that is a number", "{\"pendingNotification\":1}"));
  }

  private static Case notification(String id, String what, String body) {
    return TransportCases.one(id, "A notification %s is answered like any other".formatted(what))
        .requirement("SGP.22 v2 §5.6.4, §6.5.2.9; rule of the field")
        .tags("malformed", "notification", "json")
        .expects("HTTP 204 without a body")
        .finds(Fault.status(NOTIFY, 500), Fault.status(NOTIFY, 400), succeeds(NOTIFY))
        .run(trial -> {
          trial.step("HandleNotification " + what);
          var answer = Raw.json(trial, NOTIFY, Trial.jsonHeaders(), body);
          trial.check("HTTP status", NO_CONTENT, answer.status());
          trial.check("body", Bytes.EMPTY, answer.body());
        });
  }
}
