package org.opensmdp.crypto;

/** The two curves of SGP.22 v2 §2.6.2; both have 32-octet coordinates. */
public enum Curve {
  NIST_P256("secp256r1", "1.2.840.10045.3.1.7"),
  BRAINPOOL_P256R1("brainpoolP256r1", "1.3.36.3.3.2.8.1.1.7");

  private final String standardName;
  private final String oid;

  Curve(String standardName, String oid) {
    this.standardName = standardName;
    this.oid = oid;
  }

  public String standardName() {
    return standardName;
  }

  public String oid() {
    return oid;
  }
}
