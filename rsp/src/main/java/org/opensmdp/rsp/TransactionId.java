package org.opensmdp.rsp;

/** The name of one RSP session: 1 to 16 octets, unique for the server's lifetime (SGP.22 v2 §5.7.13). */
public record TransactionId(Bytes octets) {
  public TransactionId {
    if (octets.isEmpty() || octets.size() > 16) {
      throw new IllegalArgumentException(
          "transactionId: %d octets (expected: 1 to 16)".formatted(octets.size()));
    }
  }

  /** Reads hex of either case. */
  public static TransactionId fromHex(String hex) {
    return new TransactionId(Bytes.fromHex(hex));
  }

  static TransactionId from(String path, Tlv tlv) {
    try {
      return new TransactionId(tlv.value());
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage(path + ": " + e.getMessage(), e);
    }
  }

  /** Takes the member transactionId, which has the tag 80 in every message. */
  static TransactionId next(TlvReader members) {
    return from(members.path("transactionId"), members.next(0x80, "transactionId"));
  }

  /** Returns the TLV 80. */
  public Bytes toDer() {
    return Der.tlv(0x80, octets);
  }

  /** Returns upper-case hex, as the JSON binding sends it. */
  @Override
  public String toString() {
    return octets.toString();
  }
}
