package org.opensmdp.rsp;

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

  /** Returns the OCTET STRING, 0414…, as {@code euiccCiPKIdToBeUsed} carries it. */
  public Bytes toDer() {
    return Der.tlv(0x04, octets);
  }

  @Override
  public String toString() {
    return octets.toString();
  }
}
