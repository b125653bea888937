package org.opensmdp.certs;

import org.opensmdp.crypto.SigningKey;

/** A certificate of this SM-DP+ and the private key to it (SGP.22 v2 §4.5.2): DPauth or DPpb. */
public record Credential(RspCertificate certificate, SigningKey key) {
  public Credential {
    if (!certificate.publicKey().equals(key.publicKey())) {
      throw new IllegalArgumentException(
          "the key does not belong to the certificate " + certificate.subject());
    }
  }

  @Override
  public String toString() {
    return "Credential[" + certificate + "]";
  }
}
