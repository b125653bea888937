package org.opensmdp.rsp;

/**
 * An ECDSA signature as SGP.22 sends it: tag 5F37 around r || s, 64 octets (SGP.22 v2 §2.6.7.2).
 *
 * <pre>
 * [APPLICATION 55] OCTET STRING -- tag '5F37'
 * </pre>
 */
public final class SignatureTlv {
  private static final int TAG = 0x5F37;
  private static final int OCTETS = 64;

  private SignatureTlv() {}

  /** Returns the TLV, 67 octets, of r || s. */
  public static Bytes toDer(Bytes rs64) {
    return Der.tlv(TAG, Sizes.exactly("signature", OCTETS, rs64));
  }

  /**
   * Returns r || s.
   *
   * @throws InvalidMessage if this is not one TLV 5F37 of 64 octets
   */
  public static Bytes value(Bytes tlv) {
    return Sizes.exactly("signature", OCTETS, Tlv.parse("signature", TAG, tlv).value());
  }

  /** Takes the signature {@code name} and returns the whole TLV as received. */
  static Bytes next(TlvReader members, String name) {
    var tlv = members.next(TAG, name);
    Sizes.exactly(members.path(name), OCTETS, tlv.value());
    return tlv.whole();
  }
}
