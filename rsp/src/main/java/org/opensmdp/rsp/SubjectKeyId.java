package org.opensmdp.rsp;

import java.util.ArrayList;
import java.util.List;

/**
 * The SubjectKeyIdentifier of a CI certificate, 20 octets in every CI of the field: the "CI PKID" by
 * which eUICC and server agree on a root (SGP.22 v2 §4.5.2.1).
 */
public record SubjectKeyId(Bytes octets) {
  public SubjectKeyId {
    if (octets.isEmpty() || octets.size() > 64) {
      throw new IllegalArgumentException(
          "SubjectKeyIdentifier: %d octets (expected: 20)".formatted(octets.size()));
    }
  }

  static SubjectKeyId from(String path, Tlv tlv) {
    try {
      return new SubjectKeyId(tlv.value());
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage(path + ": " + e.getMessage(), e);
    }
  }

  /** Reads a SEQUENCE OF SubjectKeyIdentifier, in the order of priority; it may be empty. */
  static List<SubjectKeyId> nextList(TlvReader members, int tag, String name) {
    var list = members.enter(tag, name);
    var ids = new ArrayList<SubjectKeyId>();
    while (list.hasNext()) {
      ids.add(from(members.path(name), list.next(0x04, "SubjectKeyIdentifier")));
    }
    return List.copyOf(ids);
  }

  static Bytes list(int tag, List<SubjectKeyId> ids) {
    return Der.tlv(tag, ids.stream().map(SubjectKeyId::toDer).toArray(Bytes[]::new));
  }

  /** Returns the OCTET STRING, 0414…, as {@code euiccCiPKIdToBeUsed} carries it. */
  public Bytes toDer() {
    return Der.tlv(0x04, octets);
  }

  @Override
  public String toString() {
    return octets.toString();
  }
}
