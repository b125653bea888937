package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.Faults.ASN1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.AuthenticateClient;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.CancelSession;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.GetBoundProfilePackage;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest.InitiateAuthentication;
import org.opensmdp.rsp.RemoteProfileProvisioningResponse;
import org.opensmdp.rsp.RemoteProfileProvisioningResponse.AuthenticateClientOk;
import org.opensmdp.rsp.RemoteProfileProvisioningResponse.InitiateAuthenticationOk;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** The ASN.1 binding of ES9+ on octets: wrappers, DER, integers (SGP.22 v2 §6.6). */
public final class Asn1Cases implements CaseSource {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  /** The functions in the order of a session, with their tags and those of their successes. */
  private static final List<Function> FUNCTIONS = List.of(
      new Function("InitiateAuthentication", 0xBF39, List.of("80", "30", "5F37", "04", "30")),
      new Function("AuthenticateClient", 0xBF3B, List.of("80", "BF25", "30", "5F37", "30")),
      new Function("GetBoundProfilePackage", 0xBF3A, List.of("80", "BF36")),
      new Function("CancelSession", 0xBF41, List.of()));

  private record Function(String name, int tag, List<String> members) {}

  /** Posts a request and reads its answer. */
  private interface Post {
    RemoteProfileProvisioningResponse of(RemoteProfileProvisioningRequest request);
  }

  @Override
  public List<Case> cases() {
    return Stream.of(successes(), failures(), junk(), malformed(), notifications())
        .flatMap(List::stream)
        .toList();
  }

  private static Case.Builder one(String id, String purpose) {
    return Case.of("ES9+.Asn1_" + id, purpose)
        .requirement("SGP.22 v2 §6.6")
        .tags("es9plus", "transport", "asn1")
        .needs(Feature.ASN1)
        .once();
  }

  private static Case.Builder session(String id, String purpose) {
    return one(id, purpose)
        .needs(Feature.ES2PLUS)
        .orders(ProfileKind.PLAIN)
        .given("a released order")
        .expects("so in the answers of all four functions that have one");
  }

  private static List<Case> successes() {
    return List.of(
        session("01_Head", "A success has the status 200 and the type of the binding")
            .finds(
                Fault.status(ASN1, 201).at(1),
                Fault.header(ASN1, "content-type", "application/octet-stream").at(2),
                Fault.header(ASN1, "x-admin-protocol", "").at(4))
            .run(trial -> walk(trial).forEach(answer -> head(trial, answer))),
        session("02_Wrappers", "A success is wrapped in A2, the tag of its function, and A0")
            .finds(
                rewrapped("leaves the outer wrapper out", Asn1Cases::inner).at(1),
                rewrapped("answers as another function", all -> replaced(all, "BF3B", "BF40"))
                    .at(2),
                rewrapped("wraps the session's end in 30", all -> replaced(all, "A000", "3000"))
                    .at(4))
            .run(trial -> oks(trial, (function, ok) -> {})),
        session("03_Members", "A success has the members of its function, with their tags")
            .finds(
                rewrapped("tags the CI key 80", all -> replaced(all, "0414", "8014"))
                    .at(1),
                rewrapped("tags the metadata BF26", all -> replaced(all, "BF25", "BF26"))
                    .at(2))
            .run(trial -> oks(
                trial,
                (function, ok) ->
                    trial.check("members", function.members, Raw.tags(trial, "ok", ok)))),
        session("04_Der", "An answer is DER: its lengths are as short as they can be")
            .finds(
                rewrapped("writes the length in more octets", Asn1Cases::longForm)
                    .at(1),
                rewrapped("writes the length in more octets", Asn1Cases::longForm)
                    .at(3))
            .run(trial -> walk(trial).forEach(answer -> der(trial, answer.body()))));
  }

  private static void head(Trial trial, HttpTransport.Answer answer) {
    trial.check("HTTP status", OK, answer.status());
    trial.check("Content-Type", Raw.ASN1_TYPE, answer.header("Content-Type"));
    var protocol = answer.header("X-Admin-Protocol");
    trial.check(
        "X-Admin-Protocol",
        "gsma/rsp/v and three numbers",
        protocol,
        protocol.matches("gsma/rsp/v[23]\\.[0-9]+\\.[0-9]+"));
  }

  private static void oks(Trial trial, BiConsumer<Function, Tlv> look) {
    var answers = walk(trial);
    for (int i = 0; i < answers.size(); i++) {
      var function = FUNCTIONS.get(i);
      look.accept(function, ok(trial, function.tag, answers.get(i)));
    }
  }

  private static Tlv ok(Trial trial, int function, HttpTransport.Answer answer) {
    trial.check("HTTP status", OK, answer.status());
    var outer = Raw.tlv(trial, "RemoteProfileProvisioningResponse", 0xA2, answer.body());
    var inner = Raw.tlv(trial, "function", function, outer.value());
    return Raw.tlv(trial, "ok", 0xA0, inner.value());
  }

  private static void der(Trial trial, Bytes body) {
    var read = RemoteProfileProvisioningResponse.parse(body);
    trial.check("encoded again", read.toDer(), body);
  }

  /** A whole session, octet by octet, that ends with CancelSession. */
  private static List<HttpTransport.Answer> walk(Trial trial) {
    var answers = new ArrayList<HttpTransport.Answer>();
    Post post = request -> {
      trial.step(request.function().text());
      var answer = Raw.asn1(trial, request.toDer());
      answers.add(answer);
      return RemoteProfileProvisioningResponse.parse(answer.body());
    };
    go(trial, trial.phone().orders(Wish.PLAIN), post);
    return answers;
  }

  private static void go(Trial trial, Phone phone, Post post) {
    var initiated = success(
            trial,
            InitiateAuthenticationOk.class,
            post.of(new InitiateAuthentication(Walk.hello(trial, phone))))
        .response();
    var authenticated = success(
            trial,
            AuthenticateClientOk.class,
            post.of(new AuthenticateClient(Walk.proof(phone, initiated))))
        .response();
    post.of(new GetBoundProfilePackage(Walk.prepared(phone, authenticated)));
    post.of(new CancelSession(Walk.cancelled(phone, initiated)));
  }

  private static <T extends RemoteProfileProvisioningResponse> T success(
      Trial trial, Class<T> ok, RemoteProfileProvisioningResponse found) {
    trial.check(
        "response", ok.getSimpleName(), found.getClass().getSimpleName(), ok.isInstance(found));
    return ok.cast(found);
  }

  private static Fault rewrapped(String name, UnaryOperator<Bytes> change) {
    return Fault.of(name, ASN1, answer -> answer.body(change.apply(answer.body())));
  }

  private static Bytes inner(Bytes whole) {
    return Tlv.parse("whole", whole).value();
  }

  private static Bytes replaced(Bytes whole, String from, String to) {
    return Bytes.fromHex(whole.toString().replaceFirst(from, to));
  }

  /** The outermost length in four octets, whatever it is. */
  private static Bytes longForm(Bytes whole) {
    var value = inner(whole);
    return Bytes.concat(Bytes.fromHex("A284" + "%08X".formatted(value.size())), value);
  }

  private static List<Case> failures() {
    return List.of(
        failure(
            "11_FailureHead",
            "A failure has the status 200 and the type of the binding",
            Asn1Cases::head,
            Fault.status(ASN1, 400).at(1),
            Fault.header(ASN1, "content-type", "text/plain").at(3)),
        failure(
            "12_FailureInteger",
            "A failure is one integer with the tag 81 in the function's own",
            (trial, answer) -> {
              var outer = Raw.tlv(trial, "response", 0xA2, answer.body());
              var inner = Tlv.parse("function", outer.value());
              var error = Raw.tlv(trial, "error", 0x81, inner.value());
              trial.check("octets of the integer", 1, error.value().size());
            },
            rewrapped("tags the integer 02", all -> replaced(all, "8101", "0201"))
                .at(1),
            rewrapped("answers 0 octets", all -> Bytes.fromHex("A205BF3B028100"))
                .at(2)),
        failure(
            "13_FailureDer",
            "A failure is DER",
            (trial, answer) -> der(trial, answer.body()),
            rewrapped("writes the length in more octets", Asn1Cases::longForm).at(4)));
  }

  private static Case failure(
      String id, String purpose, BiConsumer<Trial, HttpTransport.Answer> look, Fault... faults) {
    return one(id, purpose)
        .tags("refusal")
        .expects("so in the refusals of all four functions that have one")
        .finds(faults)
        .run(trial -> Refusals.asn1(trial).forEach((function, request) -> {
          trial.step(function + " that is to be refused");
          look.accept(trial, Raw.asn1(trial, request.toDer()));
        }));
  }

  private static List<Case> junk() {
    return List.of(
        junk("21_Empty", "An empty body", ""),
        junk("22_Zero", "A zero octet", "00"),
        junk("23_AnotherTag", "A message with another tag", "3000"),
        junk("24_NoFunction", "A wrapper around nothing", "A200"),
        junk("25_UnknownFunction", "A function of another tag", "A203BF5000"),
        junk("26_NoWrapper", "A function without its wrapper", "BF3900"),
        junk("27_CutShort", "A message cut short", "A20ABF39078110"),
        junk("28_HugeLength", "A length of 4 GiB", "A284FFFFFFFF"),
        junk("29_Json", "A body in JSON", "7B7D"));
  }

  private static Case junk(String id, String what, String body) {
    return one(id, what + " is refused")
        .tags("malformed", "refusal")
        .expects("HTTP 4xx, or the error of a function; the server's choice")
        .finds(Fault.status(ASN1, 500), Fault.status(ASN1, 204))
        .run(trial -> {
          trial.step("Post " + what);
          refused(trial, Raw.asn1(trial, Bytes.fromHex(body)));
        });
  }

  private static void refused(Trial trial, HttpTransport.Answer answer) {
    int status = answer.status();
    if (status == OK) {
      var outer = Raw.tlv(trial, "response", 0xA2, answer.body());
      var inner = Tlv.parse("function", outer.value());
      Raw.tlv(trial, "error", 0x81, inner.value());
    } else {
      trial.check("HTTP status", "200 or 4xx", "" + status, status >= 400 && status < 500);
    }
  }

  /** A function is named, and what is in it cannot be read. */
  private static List<Case> malformed() {
    var cases = new ArrayList<Case>();
    int number = 31;
    for (var one : FUNCTIONS) {
      cases.add(malformed(number++, one.name + "Empty", Der.tlv(one.tag)));
      cases.add(
          malformed(number++, one.name + "CutShort", Der.tlv(one.tag, Bytes.fromHex("800500"))));
      cases.add(malformed(
          number++, one.name + "OfAnother", Der.tlv(one.tag, Bytes.fromHex("800100BF3703800100"))));
    }
    return cases;
  }

  private static Case malformed(int number, String name, Bytes function) {
    return one("%d_%s".formatted(number, name), "A call that cannot be read is refused: " + name)
        .tags("malformed", "refusal")
        .expects("HTTP 200 and the error of the function, or HTTP 4xx; the server's choice")
        .finds(
            Fault.status(ASN1, 500),
            rewrapped("accepts what cannot be read", all -> Bytes.fromHex("A205BF4102A000")))
        .run(trial -> {
          trial.step("Post " + name);
          refused(trial, Raw.asn1(trial, Der.tlv(0xA2, function)));
        });
  }

  private static List<Case> notifications() {
    return List.of(
        notification("51_Notification", "in its wrapper", "A209BF3D06A0043002A000"),
        notification("52_NotificationBare", "without its wrapper", "A207BF3D0430020500"),
        notification("53_NotificationEmpty", "of nothing", "A203BF3D00"));
  }

  private static Case notification(String id, String what, String body) {
    return one(id, "A notification %s is answered like any other".formatted(what))
        .tags("notification")
        .expects("HTTP 204 without a body")
        .finds(Fault.status(ASN1, 400), Fault.status(ASN1, 200))
        .run(trial -> {
          trial.step("HandleNotification " + what);
          var answer = Raw.asn1(trial, Bytes.fromHex(body));
          trial.check("HTTP status", NO_CONTENT, answer.status());
          trial.check("body", Bytes.EMPTY, answer.body());
        });
  }
}
