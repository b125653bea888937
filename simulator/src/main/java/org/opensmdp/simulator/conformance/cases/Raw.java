package org.opensmdp.simulator.conformance.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.conformance.CaseEnded;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Verdict;

/** ES9+ by hand: requests as no client of ours writes them, and answers as they are on the wire. */
final class Raw {
  static final String JSON_PATH = "/gsma/rsp2/es9plus/";
  static final String ASN1_PATH = "/gsma/rsp2/asn1";
  static final String ASN1_TYPE = "application/x-gsma-rsp-asn1";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;

  private Raw() {}

  static ObjectNode of(InitiateAuthenticationRequest request) {
    return JSON.createObjectNode()
        .put("euiccChallenge", base64(request.euiccChallenge()))
        .put("euiccInfo1", base64(request.euiccInfo1().der()))
        .put("smdpAddress", request.smdpAddress());
  }

  static ObjectNode of(AuthenticateClientRequest request) {
    return JSON.createObjectNode()
        .put("transactionId", request.transactionId().toString())
        .put(
            "authenticateServerResponse",
            base64(request.authenticateServerResponse().der()));
  }

  static ObjectNode of(GetBoundProfilePackageRequest request) {
    return JSON.createObjectNode()
        .put("transactionId", request.transactionId().toString())
        .put("prepareDownloadResponse", base64(request.prepareDownloadResponse().der()));
  }

  static ObjectNode of(CancelSessionFunctionRequest request) {
    return JSON.createObjectNode()
        .put("transactionId", request.transactionId().toString())
        .put("cancelSessionResponse", base64(request.cancelSessionResponse().der()));
  }

  static String base64(Bytes octets) {
    return Base64.getEncoder().encodeToString(octets.toArray());
  }

  /** What a member of a request holds. */
  static Bytes bytes(ObjectNode request, String member) {
    return Bytes.wrap(Base64.getDecoder().decode(request.path(member).asText()));
  }

  static HttpTransport.Answer json(Trial trial, String function, ObjectNode body) {
    return json(trial, function, Trial.jsonHeaders(), body.toString());
  }

  static HttpTransport.Answer json(
      Trial trial, String function, Map<String, String> headers, String body) {
    return json(trial, function, headers, Bytes.wrap(body.getBytes(UTF_8)));
  }

  static HttpTransport.Answer json(
      Trial trial, String function, Map<String, String> headers, Bytes body) {
    return trial.post(JSON_PATH + function, headers, body);
  }

  static HttpTransport.Answer asn1(Trial trial, Bytes body) {
    return trial.post(ASN1_PATH, asn1Headers(), body);
  }

  static Map<String, String> asn1Headers() {
    var headers = new LinkedHashMap<>(Trial.jsonHeaders());
    headers.put("Content-Type", ASN1_TYPE);
    return headers;
  }

  /** Wants HTTP 200 and one JSON object. */
  static ObjectNode object(Trial trial, HttpTransport.Answer answer) {
    trial.check("HTTP status", OK, answer.status());
    return readable(trial, answer);
  }

  private static ObjectNode readable(Trial trial, HttpTransport.Answer answer) {
    try {
      if (JSON.readTree(text(answer)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      trial.check("body", "a JSON object", e.getOriginalMessage(), false);
    }
    trial.check("body", "a JSON object", text(answer), false);
    throw new CaseEnded(Verdict.FAIL, "no JSON object");
  }

  static String text(HttpTransport.Answer answer) {
    return new String(answer.body().toArray(), UTF_8);
  }

  /** Wants Executed-Success. */
  static ObjectNode success(Trial trial, HttpTransport.Answer answer) {
    var object = object(trial, answer);
    trial.check("status", "Executed-Success", status(object));
    return object;
  }

  /** Wants Failed, with nothing beside its header. */
  static ObjectNode failed(Trial trial, HttpTransport.Answer answer) {
    var object = object(trial, answer);
    trial.check("status", "Failed", status(object));
    trial.check("members", List.of("header"), names(object));
    return object;
  }

  /**
   * Wants any refusal: Failed, or an HTTP status of the client's fault. No source prescribes which for
   * what is malformed.
   */
  static void refused(Trial trial, HttpTransport.Answer answer) {
    if (answer.status() == OK) {
      failed(trial, answer);
    } else {
      int status = answer.status();
      trial.check("HTTP status", "200 or 4xx", "" + status, status >= 400 && status < 500);
    }
  }

  static String status(ObjectNode object) {
    return object.at("/header/functionExecutionStatus/status").asText();
  }

  static ObjectNode header(ObjectNode object) {
    return object.withObject("/header");
  }

  static List<String> names(ObjectNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    names.sort(null);
    return names;
  }

  /** Wants a member in standard Base64: the alphabet of RFC 4648 §4, padded, on one line. */
  static Bytes octets(Trial trial, ObjectNode object, String member) {
    var text = object.path(member).asText();
    boolean standard = text.matches("[A-Za-z0-9+/]+={0,2}") && text.length() % 4 == 0;
    trial.check(member, "Base64 with padding, on one line", text, standard);
    return Bytes.wrap(Base64.getDecoder().decode(text));
  }

  /** Wants one well-formed TLV of a tag, and returns its value. */
  static Tlv tlv(Trial trial, String what, int tag, Bytes octets) {
    try {
      var tlv = Tlv.parse(what, octets);
      trial.check(what, "tag " + hex(tag), "tag " + hex(tlv.tag()), tlv.tag() == tag);
      return tlv;
    } catch (InvalidMessage e) {
      trial.check(what, "one TLV", e.getMessage() + ": " + octets, false);
      throw e;
    }
  }

  /** Returns the tags of the members of a constructed TLV, in their order. */
  static List<String> tags(Trial trial, String what, Tlv tlv) {
    var tags = new ArrayList<String>();
    try {
      var members = tlv.members(what);
      while (members.hasNext()) {
        tags.add(hex(members.next().tag()));
      }
    } catch (InvalidMessage e) {
      trial.check(what, "members", e.getMessage() + ": " + tlv.whole(), false);
    }
    return tags;
  }

  private static String hex(int tag) {
    return "%02X".formatted(tag);
  }
}
