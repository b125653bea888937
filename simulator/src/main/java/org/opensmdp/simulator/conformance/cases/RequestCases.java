package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;
import static org.opensmdp.simulator.conformance.cases.Faults.CANCEL;
import static org.opensmdp.simulator.conformance.cases.Faults.DOWNLOAD;
import static org.opensmdp.simulator.conformance.cases.Faults.INITIATE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.ProfileKind;

/** Requests of ES9+ in JSON as LPAs of the field write them: each must be served to its end. */
public final class RequestCases implements CaseSource {
  private static final String LATER = "X-Later";
  private static final int LARGE = 200_000;
  private static final int LINE = 76;

  @Override
  public List<Case> cases() {
    return Stream.of(agents(), protocols(), types(), members(), texts())
        .flatMap(List::stream)
        .toList();
  }

  private static Case.Builder served(String id, String purpose) {
    return TransportCases.one(id, purpose)
        .tags("json", "manners")
        .needs(Feature.ES2PLUS)
        .orders(ProfileKind.PLAIN)
        .given("a released order")
        .expects("HTTP 200 and Executed-Success of all four functions");
  }

  private static Case headers(
      String id, String what, Consumer<Map<String, String>> change, Fault... faults) {
    return served(id, "An LPA %s is served".formatted(what))
        .requirement("SGP.22 v2 §6.3; rule of the field")
        .finds(faults)
        .run(trial -> Walk.of(trial, change, ObjectNode::toString));
  }

  private static List<Case> agents() {
    var refused = Fault.status(INITIATE, 403);
    return List.of(
        headers("31_NoUserAgent", "without User-Agent", it -> it.remove("User-Agent"), refused),
        headers(
            "32_LpaInEuicc",
            "in the eUICC",
            it -> it.put("User-Agent", "gsma-rsp-lpae"),
            refused,
            Fault.status(DOWNLOAD, 403)),
        headers(
            "33_OtherUserAgent",
            "with another User-Agent",
            it -> it.put("User-Agent", "okhttp/4.12.0"),
            refused),
        headers("34_OtherHeaders", "with headers of its own", it -> it.put(LATER, "1"), refused));
  }

  private static List<Case> protocols() {
    var cases = new ArrayList<Case>();
    cases.add(headers(
        "35_NoAdminProtocol",
        "without X-Admin-Protocol",
        it -> it.remove("X-Admin-Protocol"),
        Fault.status(INITIATE, 400)));
    int number = 36;
    for (var version : List.of("2.1.0", "2.2.2", "2.6.1", "3.0.0", "3.1.0")) {
      cases.add(protocol(
          "%d_AdminProtocolV%s".formatted(number++, version.replace(".", "")),
          "gsma/rsp/v" + version));
    }
    cases.add(protocol("41_OddAdminProtocol", "2"));
    return cases;
  }

  private static Case protocol(String id, String text) {
    return headers(
        id,
        "that says X-Admin-Protocol: " + text,
        it -> it.put("X-Admin-Protocol", text),
        Fault.status(INITIATE, 400),
        Faults.refuses(AUTHENTICATE, 1, StatusCode.SVN_UNSUPPORTED));
  }

  private static List<Case> types() {
    return List.of(
        type("42_Charset", "application/json;charset=UTF-8"),
        type("43_CharsetInQuotes", "application/json; charset=\"utf-8\""),
        type("44_TypeInCapitals", "APPLICATION/JSON"),
        type("45_OtherCharset", "application/json; charset=iso-8859-1"));
  }

  private static Case type(String id, String text) {
    return headers(
        id,
        "that says Content-Type: " + text,
        it -> it.put("Content-Type", text),
        Fault.status(INITIATE, 415),
        Fault.status(CANCEL, 415));
  }

  private static Case bodies(
      String id, String purpose, String requirement, Function<ObjectNode, String> writer) {
    return served(id, purpose)
        .requirement(requirement)
        .finds(
            Fault.status(INITIATE, 400),
            Faults.refuses(AUTHENTICATE, 1, StatusCode.FORMAT_INVALID),
            Faults.refuses(DOWNLOAD, 1, StatusCode.TRANSACTION_UNKNOWN),
            Faults.refuses(CANCEL, 1, StatusCode.FORMAT_INVALID))
        .run(trial -> Walk.of(trial, headers -> {}, writer));
  }

  private static Case changed(String id, String purpose, Consumer<ObjectNode> change) {
    return bodies(id, purpose, "SGP.22 v2 §6.5; rule of the field", object -> {
      var copy = object.deepCopy();
      change.accept(copy);
      return copy.toString();
    });
  }

  private static List<Case> members() {
    return List.of(
        changed(
            "51_HeaderMember",
            "A header in a request of an LPA is ignored",
            it -> it.putObject("header")
                .put("functionRequesterIdentifier", "LPA")
                .put("functionCallIdentifier", "1")),
        changed(
            "52_UnknownMembers",
            "Members that nobody knows are ignored",
            it -> it.put("later", "member")
                .put("number", 1.5e300)
                .putArray("list")
                .addObject()
                .putNull("nothing")),
        changed(
            "53_MembersOfV3",
            "Members of later versions are ignored",
            it -> it.put("lpaRspCapability", "AwIE8A==")
                .put("useMatchingIdForAcr", false)
                .put("deleteNotificationForDc", "vyMA")),
        bodies(
            "54_OrderOfMembers",
            "The members of a request may have any order",
            "RFC 8259 §4",
            RequestCases::backwards));
  }

  private static String backwards(ObjectNode object) {
    var names = new ArrayList<>(Raw.names(object));
    Collections.reverse(names);
    var turned = object.objectNode();
    names.forEach(name -> turned.set(name, object.get(name)));
    return turned.toString();
  }

  private static List<Case> texts() {
    return List.of(
        changed(
            "55_TransactionIdInSmallLetters",
            "A transactionId comes back in small letters and is the same",
            it -> change(it, "transactionId", text -> text.toLowerCase(Locale.ROOT))),
        changed(
            "56_LineBreaksInBase64",
            "Base64 with line breaks is read",
            it -> Raw.names(it).stream()
                .filter(name -> !name.equals("transactionId") && !name.equals("smdpAddress"))
                .forEach(name -> change(it, name, RequestCases::broken))),
        bodies(
            "57_PrettyPrinted",
            "Blanks and line breaks between the members are read",
            "RFC 8259 §2",
            ObjectNode::toPrettyString),
        bodies(
            "58_Escapes",
            "Escaped characters are what they stand for",
            "RFC 8259 §7",
            object -> object.toString().replace("/", "\\/").replace("A", "\\u0041")),
        bodies(
            "59_LargeRequest",
            "A request of 200,000 octets is read",
            "rule of the field: requests carry certificates and lists of them",
            object -> object + " ".repeat(LARGE)));
  }

  private static void change(ObjectNode object, String member, UnaryOperator<String> change) {
    if (object.path(member).isTextual()) {
      object.put(member, change.apply(object.path(member).asText()));
    }
  }

  private static String broken(String base64) {
    return base64.replaceAll("(.{" + LINE + "})", "$1\r\n");
  }
}
