package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;
import static org.opensmdp.simulator.conformance.cases.Faults.CANCEL;
import static org.opensmdp.simulator.conformance.cases.Faults.DOWNLOAD;
import static org.opensmdp.simulator.conformance.cases.Faults.INITIATE;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;

/** The answers of ES9+ as HTTP and as JSON (SGP.22 v2 §5.6, §6.3, §6.5). */
public final class TransportCases implements CaseSource {
  private static final int OK = 200;

  /** The members of each success beside the header, with the tags of what they hold. */
  private static final Map<String, Map<String, Integer>> MEMBERS = Map.of(
      INITIATE,
      Map.of(
          "serverSigned1",
          0x30,
          "serverSignature1",
          0x5F37,
          "euiccCiPKIdToBeUsed",
          0x04,
          "serverCertificate",
          0x30),
      AUTHENTICATE,
      Map.of(
          "profileMetadata",
          0xBF25,
          "smdpSigned2",
          0x30,
          "smdpSignature2",
          0x5F37,
          "smdpCertificate",
          0x30),
      DOWNLOAD,
      Map.of("boundProfilePackage", 0xBF36),
      CANCEL,
      Map.of());

  /** Looks at one answer of a function. */
  interface Look {
    void at(Trial trial, String function, HttpTransport.Answer answer);
  }

  @Override
  public List<Case> cases() {
    return Stream.of(heads(), bodies(), values()).flatMap(List::stream).toList();
  }

  static Case.Builder one(String id, String purpose) {
    return Case.of("ES9+.Transport_" + id, purpose)
        .tags("es9plus", "transport")
        .needs(Feature.JSON)
        .once();
  }

  private static Case success(
      String id, String purpose, String requirement, Look look, Fault... faults) {
    return walked(id, purpose, requirement)
        .finds(faults)
        .run(trial -> Walk.of(trial).answers().forEach((function, answer) -> {
          trial.step("Look at the answer of " + function);
          look.at(trial, function, answer);
        }));
  }

  private static Case.Builder walked(String id, String purpose, String requirement) {
    return one(id, purpose)
        .requirement(requirement)
        .tags("json")
        .needs(Feature.ES2PLUS)
        .orders(ProfileKind.PLAIN)
        .given("a released order")
        .expects("so in the answers of all four functions that have one");
  }

  private static List<Case> heads() {
    return List.of(
        success(
            "01_Status",
            "A success has the HTTP status 200",
            "SGP.22 v2 §6.3",
            (trial, function, answer) -> trial.check("HTTP status", OK, answer.status()),
            Fault.status(INITIATE, 201),
            Fault.status(CANCEL, 204)),
        success(
            "02_ContentType",
            "A success is of the type application/json, in UTF-8 if it says so",
            "SGP.22 v2 §6.5",
            TransportCases::contentType,
            Fault.header(AUTHENTICATE, "content-type", "text/plain"),
            Fault.header(DOWNLOAD, "content-type", "application/json;charset=utf-16")),
        success(
            "03_AdminProtocol",
            "A success names the version of the protocol in X-Admin-Protocol",
            "SGP.22 v2 §6.3",
            TransportCases::adminProtocol,
            Fault.header(INITIATE, "x-admin-protocol", "2"),
            Fault.header(CANCEL, "x-admin-protocol", "")),
        success(
            "04_NotCompressed",
            "An answer is not compressed for a client that has not asked for it",
            "RFC 9110 §12.5.3",
            (trial, function, answer) -> trial.check(
                "Content-Encoding", "", answer.header("Content-Encoding").replace("identity", "")),
            Fault.header(DOWNLOAD, "content-encoding", "gzip")),
        success(
            "05_NoRedirect",
            "An answer sends the client nowhere else",
            "rule of the field: LPAs follow no redirect",
            (trial, function, answer) -> trial.check("Location", "", answer.header("Location")),
            Fault.header(INITIATE, "location", "https://smdp.example.com/")));
  }

  static void contentType(Trial trial, String function, HttpTransport.Answer answer) {
    var found = answer.header("Content-Type");
    trial.check(
        "Content-Type",
        "application/json, or with charset=UTF-8",
        found,
        found.replace(" ", "").matches("(?i)application/json(;charset=\"?utf-8\"?)?"));
  }

  static void adminProtocol(Trial trial, String function, HttpTransport.Answer answer) {
    var found = answer.header("X-Admin-Protocol");
    trial.check(
        "X-Admin-Protocol",
        "gsma/rsp/v and three numbers",
        found,
        found.matches("gsma/rsp/v[23]\\.[0-9]+\\.[0-9]+"));
  }

  private static List<Case> bodies() {
    return List.of(
        success(
            "11_FirstOctet",
            "A body begins with its object: no byte order mark stands before it",
            "RFC 8259 §8.1",
            (trial, function, answer) ->
                trial.check("first octet", "7B", answer.body().slice(0, 1).toString()),
            mark(AUTHENTICATE),
            mark(DOWNLOAD)),
        success(
            "12_Members",
            "A success has the members of its function and no other",
            "SGP.22 v2 §6.5.2.6 to §6.5.2.10; rule of the field",
            TransportCases::members,
            Fault.says(INITIATE, "extra", "member"),
            Fault.says(CANCEL, "transactionId", "00"),
            Fault.without(AUTHENTICATE, "profileMetadata"),
            Fault.without(DOWNLOAD, "transactionId")),
        success(
            "13_Header",
            "The header of a success says Executed-Success and nothing else",
            "SGP.22 v2 §6.5.1.4; rule of the field",
            (trial, function, answer) -> trial.check(
                "header",
                "{\"functionExecutionStatus\":{\"status\":\"Executed-Success\"}}",
                Raw.header(Raw.object(trial, answer)).toString()),
            status(INITIATE, "Executed-WithWarning"),
            inHeader(CANCEL)));
  }

  private static List<Case> values() {
    return List.of(
        success(
            "14_Base64",
            "Binary members are in the Base64 of RFC 4648 §4: padded, on one line",
            "SGP.22 v2 §6.5; RFC 4648 §4",
            (trial, function, answer) -> octets(trial, function, answer),
            text(INITIATE, "serverCertificate", "is unpadded", "=", ""),
            text(AUTHENTICATE, "smdpCertificate", "has the alphabet of URLs", "/", "_"),
            text(DOWNLOAD, "boundProfilePackage", "has line breaks", "AA", "AA\r\n")),
        success(
            "15_WholeTlvs",
            "Binary members hold whole TLVs, tag and length included",
            "SGP.22 v2 §6.5.2.6 to §6.5.2.9",
            (trial, function, answer) -> {
              var object = Raw.object(trial, answer);
              members(function)
                  .forEach(
                      (name, tag) -> Raw.tlv(trial, name, tag, Raw.octets(trial, object, name)));
            },
            Faults.changes(
                AUTHENTICATE,
                "profileMetadata",
                "sends profileMetadata without its tag",
                octets -> octets.slice(2, octets.size())),
            Faults.changes(
                DOWNLOAD,
                "boundProfilePackage",
                "cuts the package short",
                octets -> octets.slice(0, octets.size() - 1))),
        success(
            "16_TransactionIdInCapitals",
            "transactionId is hexadecimal in capitals, 1 to 16 octets",
            "SGP.22 v2 §6.5.2.6",
            TransportCases::transactionId,
            text(INITIATE, "transactionId", "is in small letters", "[A-F]", "a"),
            Fault.says(DOWNLOAD, "transactionId", "00112233445566778899aabbccddeeff")),
        walked(
                "17_TransactionIdKept",
                "transactionId is the same text in every answer of a session",
                "SGP.22 v2 §5.6.1 to §5.6.3")
            .finds(Fault.says(DOWNLOAD, "transactionId", "00112233445566778899AABBCCDDEEFF"))
            .run(TransportCases::sameTransaction));
  }

  private static Map<String, Integer> members(String function) {
    return MEMBERS.getOrDefault(function, Map.of());
  }

  private static void members(Trial trial, String function, HttpTransport.Answer answer) {
    var expected = Stream.concat(
            function.equals(CANCEL) ? Stream.of("header") : Stream.of("header", "transactionId"),
            members(function).keySet().stream())
        .sorted()
        .toList();
    trial.check("members", expected, Raw.names(Raw.object(trial, answer)));
  }

  private static void octets(Trial trial, String function, HttpTransport.Answer answer) {
    var object = Raw.object(trial, answer);
    members(function).keySet().forEach(name -> Raw.octets(trial, object, name));
  }

  private static void transactionId(Trial trial, String function, HttpTransport.Answer answer) {
    if (!function.equals(CANCEL)) {
      var found = Raw.object(trial, answer).path("transactionId").asText();
      trial.check(
          "transactionId",
          "2 to 32 digits 0-9 A-F, in pairs",
          found,
          found.matches("([0-9A-F]{2}){1,16}"));
    }
  }

  private static void sameTransaction(Trial trial) {
    var found = new LinkedHashSet<String>();
    Walk.of(trial).answers().forEach((function, answer) -> {
      if (!function.equals(CANCEL)) {
        found.add(Raw.object(trial, answer).path("transactionId").asText());
      }
    });
    trial.check("transactionIds", "one", found.toString(), found.size() == 1);
  }

  /** Changes the text of a member; if that changes nothing, the member gets a blank in front. */
  private static Fault text(
      String function, String member, String name, String pattern, String replacement) {
    return Fault.of(
        member + " " + name,
        function,
        answer -> answer.json(object -> {
          var genuine = object.path(member).asText();
          var changed = genuine.replaceAll(pattern, replacement);
          object.put(member, changed.equals(genuine) ? " " + genuine : changed);
        }));
  }

  private static Fault mark(String function) {
    return Fault.of(
        "puts a byte order mark before the body",
        function,
        answer -> answer.body(Bytes.concat(Bytes.fromHex("EFBBBF"), answer.body())));
  }

  private static Fault status(String function, String status) {
    return Fault.of(
        "says " + status,
        function,
        answer -> answer.json(
            object -> object.withObject("/header/functionExecutionStatus").put("status", status)));
  }

  private static Fault inHeader(String function) {
    return Fault.of(
        "adds a member to the header",
        function,
        answer ->
            answer.json(object -> object.withObject("/header").put("functionCallIdentifier", "1")));
  }
}
