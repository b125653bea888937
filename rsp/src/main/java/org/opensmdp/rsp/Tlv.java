package org.opensmdp.rsp;

import java.util.Locale;

/**
 * One tag-length-value as it was received: {@code whole} is the slice with tag and length, so a
 * signed structure can be verified and forwarded without encoding it again.
 *
 * @param tag the tag octets read as one number, {@code 0x30}, {@code 0x5F37}, {@code 0xBF38}
 */
public record Tlv(int tag, Bytes whole, Bytes value) {

  /** Reads exactly one TLV; trailing octets are refused. */
  public static Tlv parse(String path, Bytes octets) {
    var reader = new TlvReader(path, octets);
    var tlv = reader.next();
    reader.end();
    return tlv;
  }

  /** Reads exactly one TLV with the tag {@code tag}. */
  public static Tlv parse(String path, int tag, Bytes octets) {
    var tlv = parse(path, octets);
    if (tlv.tag != tag) {
      throw new InvalidMessage("%s: tag %X (expected: %X)".formatted(path, tlv.tag, tag));
    }
    return tlv;
  }

  /** Returns a reader of the members of this constructed TLV. */
  public TlvReader members(String path) {
    return new TlvReader(path, value);
  }

  static String hex(int tag) {
    return Integer.toHexString(tag).toUpperCase(Locale.ROOT);
  }
}
