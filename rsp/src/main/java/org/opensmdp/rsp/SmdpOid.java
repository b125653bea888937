package org.opensmdp.rsp;

import java.util.regex.Pattern;

/** The object identifier of an SM-DP+, as its certificates carry it in subjectAltName (SGP.22 v2 §4.5.2). */
public record SmdpOid(String dotted) {
  /** Below 0 and 1 there are 40 arcs (X.660): another one cannot be encoded. */
  private static final Pattern FORM =
      Pattern.compile("([01]\\.[1-3]?[0-9]|2\\.(0|[1-9][0-9]*))(\\.(0|[1-9][0-9]*))*");

  private static final int LONGEST = 128;
  private static final int LONGEST_OCTETS = 64;

  public SmdpOid {
    // The length first: the pattern recurses once an arc.
    if (dotted.length() > LONGEST || !FORM.matcher(dotted).matches()) {
      throw new IllegalArgumentException(
          "SM-DP+ OID: '%s' (expected: dotted numbers, as 2.999.10)".formatted(dotted));
    }
  }

  /** Reads the content octets of an OBJECT IDENTIFIER, as tags 06 and 81 carry them. */
  static SmdpOid from(String path, Tlv tlv) {
    Sizes.between(path, 1, LONGEST_OCTETS, tlv.value());
    try {
      return new SmdpOid(Der.oidValue(path, tlv));
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage(path + ": not an OBJECT IDENTIFIER of ours", e);
    }
  }

  /** Returns the content octets, without tag and length: {@code 2.999.10} is 88370A. */
  public Bytes content() {
    return Der.oidContent(dotted);
  }

  @Override
  public String toString() {
    return dotted;
  }
}
