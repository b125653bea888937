package org.opensmdp.rsp;

/** The object identifier of an SM-DP+, as its certificates carry it in subjectAltName (SGP.22 v2 §4.5.2). */
public record SmdpOid(String dotted) {
  public SmdpOid {
    if (!dotted.matches("[0-2](\\.(0|[1-9][0-9]*))+")) {
      throw new IllegalArgumentException(
          "SM-DP+ OID: '%s' (expected: dotted numbers, as 2.999.10)".formatted(dotted));
    }
  }

  /** Reads the content octets of an OBJECT IDENTIFIER, as tags 06 and 81 carry them. */
  static SmdpOid from(String path, Tlv tlv) {
    return new SmdpOid(Der.oidValue(path, tlv));
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
