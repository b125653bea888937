package org.opensmdp.simulator.conformance.cases;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.SmdpSigned2;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.simulator.conformance.Fault;

/** Faults of a server that makes its packages wrongly, or announces another profile than it sends. */
final class BrokenPackage {
  private static final String PATH = "boundProfilePackage";
  private static final int MAC_OCTETS = 8;
  private static final int ICCID_TLV_OCTETS = 12;

  private BrokenPackage() {}

  /** Sends what is made of the right package. */
  static Fault repacked(String name, Function<BoundProfilePackage, Bytes> change) {
    return member(
        name,
        GetBoundProfilePackageCases.FUNCTION,
        PATH,
        octets -> change.apply(BoundProfilePackage.parse(octets)));
  }

  /** The same with the parts BF23, A0, A1, A2 if it is there, A3. */
  static Fault parts(String name, UnaryOperator<List<Bytes>> change) {
    return repacked(name, one -> ofParts(change.apply(partsOf(one))));
  }

  /** The same with the members of BF23: 82, 80, A6, 5F49, 5F37. */
  static Fault head(String name, UnaryOperator<List<Bytes>> change) {
    return parts(name, parts -> {
      parts.set(0, Der.tlv(0xBF23, change.apply(wholes(parts.get(0))).toArray(Bytes[]::new)));
      return parts;
    });
  }

  /** The same with one of the members of BF23 another. */
  static Fault head(String name, int index, Bytes member) {
    return head(name, members -> {
      members.set(index, member);
      return members;
    });
  }

  /** The same with the TLVs within one of the parts. */
  static Fault elements(String name, int part, UnaryOperator<List<Bytes>> change) {
    return parts(name, parts -> {
      var sequence = parts.get(part);
      var changed = change.apply(wholes(sequence)).toArray(Bytes[]::new);
      parts.set(part, Der.tlv(Tlv.parse(PATH, sequence).tag(), changed));
      return parts;
    });
  }

  /** Has a segment of this many octets first in A3. */
  static Fault segmentOf(int octets) {
    return parts("sends a segment of %d octets".formatted(octets), parts -> {
      int last = parts.size() - 1;
      var elements = wholes(parts.get(last));
      elements.set(0, Der.tlv(0x86, Bytes.wrap(new byte[octets - 4])));
      parts.set(last, Der.tlv(0xA3, elements.toArray(Bytes[]::new)));
      return parts;
    });
  }

  /** Changes the last octet of the metadata in A1. */
  static Fault otherMetadata() {
    return elements("sends other metadata than announced", 2, elements -> {
      var last = elements.get(elements.size() - 1).toArray();
      last[last.length - MAC_OCTETS - 1] ^= 1;
      elements.set(elements.size() - 1, Bytes.wrap(last));
      return elements;
    });
  }

  /** Announces another ICCID. */
  static Fault otherIccid() {
    return announced("announces another ICCID", (octets, at) -> {
      Report.FOREIGN.swapped().copyTo(octets, at + 2);
    });
  }

  /** Announces another serviceProviderName. */
  static Fault otherName() {
    return announced(
        "announces another name than it sends",
        (octets, at) -> octets[at + ICCID_TLV_OCTETS + 2] ^= 1);
  }

  /** Names a one-time key that the card has never had. */
  static Fault announcesKey() {
    var key = Bytes.fromHex("04" + "01".repeat(64));
    return member(
        "names a bppEuiccOtpk of its own", "authenticateClient", "smdpSigned2", octets -> {
          var signed = SmdpSigned2.parse(octets);
          return SmdpSigned2.of(signed.transactionId(), signed.ccRequiredFlag(), Optional.of(key))
              .der();
        });
  }

  /** Changes octets; the second argument is where the first member of BF25 begins. */
  @FunctionalInterface
  private interface Change {
    void of(byte[] octets, int at);
  }

  private static Fault announced(String name, Change change) {
    return member(name, "authenticateClient", "profileMetadata", metadata -> {
      var octets = metadata.toArray();
      var value = Tlv.parse("profileMetadata", metadata).value();
      change.of(octets, octets.length - value.size());
      return Bytes.wrap(octets);
    });
  }

  private static Fault member(
      String name, String function, String member, UnaryOperator<Bytes> change) {
    return Fault.of(
        name,
        function,
        answer -> answer.json(object -> {
          if (object.path(member).isTextual()) {
            var octets = Base64.getDecoder().decode(object.path(member).asText());
            var changed = change.apply(Bytes.wrap(octets)).toArray();
            object.put(member, Base64.getEncoder().encodeToString(changed));
          }
        }));
  }

  private static List<Bytes> partsOf(BoundProfilePackage one) {
    return wholes(one.der());
  }

  private static Bytes ofParts(List<Bytes> parts) {
    return Der.tlv(0xBF36, parts.toArray(Bytes[]::new));
  }

  /** Returns the TLVs within a TLV, to be changed. */
  private static List<Bytes> wholes(Bytes tlv) {
    var found = new ArrayList<Bytes>();
    var members = Tlv.parse(PATH, tlv).members(PATH);
    while (members.hasNext()) {
      found.add(members.next().whole());
    }
    return found;
  }
}
