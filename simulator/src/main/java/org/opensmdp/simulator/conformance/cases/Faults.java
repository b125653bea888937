package org.opensmdp.simulator.conformance.cases;

import java.util.ArrayList;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.simulator.conformance.Fault;

/** Faults inside of what a member holds, and those that every refusal must tell from itself. */
final class Faults {
  static final String INITIATE = "initiateAuthentication";
  static final String AUTHENTICATE = "authenticateClient";
  static final String DOWNLOAD = "getBoundProfilePackage";
  static final String NOTIFY = "handleNotification";
  static final String CANCEL = "cancelSession";
  static final String ASN1 = "asn1";

  private Faults() {}

  /** What a server does wrong that should refuse: it accepts, or gives the code of something else. */
  static Fault[] unlike(String function, int nth, StatusCode mistaken) {
    return new Fault[] {
      Fault.accepts(function).at(nth),
      Fault.refuses(function, mistaken.subject(), mistaken.reason()).at(nth)
    };
  }

  /** Refuses what is right, as a server would that compares too much. */
  static Fault refuses(String function, int nth, StatusCode status) {
    return Fault.refuses(function, status.subject(), status.reason()).at(nth);
  }

  /** Changes the octets that a member holds in Base64; an answer without it stays as it is. */
  static Fault changes(String function, String member, String name, UnaryOperator<Bytes> change) {
    return Fault.of(
        name,
        function,
        answer -> answer.json(object -> {
          if (object.path(member).isTextual()) {
            var octets =
                Bytes.wrap(Base64.getDecoder().decode(object.path(member).asText()));
            object.put(
                member, Base64.getEncoder().encodeToString(change.apply(octets).toArray()));
          }
        }));
  }

  /** Changes the value of the first TLV of this tag inside a SEQUENCE that a member holds. */
  static Fault inside(
      String function, String member, int tag, String name, UnaryOperator<Bytes> change) {
    return changes(function, member, name, octets -> rewritten(octets, tag, change));
  }

  private static Bytes rewritten(Bytes sequence, int tag, UnaryOperator<Bytes> change) {
    try {
      var whole = Tlv.parse("member", sequence);
      var members = whole.members("member");
      var written = new ArrayList<Bytes>();
      while (members.hasNext()) {
        var one = members.next();
        written.add(one.tag() == tag ? Der.tlv(tag, change.apply(one.value())) : one.whole());
      }
      return Der.tlv(whole.tag(), written.toArray(Bytes[]::new));
    } catch (InvalidMessage e) {
      return sequence;
    }
  }

  /** Replaces octets of a member wherever they stand, by as many others. */
  static Fault replaces(String function, String member, String name, String from, String to) {
    return changes(
        function, member, name, octets -> Bytes.fromHex(octets.toString().replace(from, to)));
  }

  /** Sends a certificate of another role. */
  static Fault role(String function, String member, String from, String to) {
    return replaces(function, member, "sends a certificate of another role as " + member, from, to);
  }

  /** Sends a certificate that has ended: notAfter, a UTCTime behind another, is in the year 2020. */
  static Fault expired(String function, String member) {
    return changes(function, member, "sends an expired certificate as " + member, octets -> {
      var hex = octets.toString();
      int validity = hex.indexOf("301E170D");
      int year = validity + "301E170D".length() + 2 * 13 + "170D".length();
      return validity < 0
          ? octets
          : Bytes.fromHex(hex.substring(0, year) + "3230" + hex.substring(year + 4));
    });
  }

  /** Sends a certificate without the object identifier of the server. */
  static Fault withoutOid(String function, String member) {
    return replaces(
        function,
        member,
        "sends a certificate without subjectAltName as " + member,
        "0603551D11",
        "0603551D12");
  }

  /** Sends a certificate for another use of its key: keyAgreement instead of digitalSignature. */
  static Fault usage(String function, String member) {
    return replaces(
        function,
        member,
        "sends a certificate for another use of its key as " + member,
        "03020780",
        "03020308");
  }
}
