package org.opensmdp.certs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.opensmdp.rsp.Bytes;

/** The two hashes certificates are named by. */
final class Digests {
  private Digests() {}

  static Bytes sha256(Bytes octets) {
    return digest("SHA-256", octets);
  }

  /** SHA-1 names keys in SubjectKeyIdentifier (SGP.22 v2 §4.5.2.1); it protects nothing there. */
  static Bytes sha1(Bytes octets) {
    return digest("SHA-1", octets);
  }

  private static Bytes digest(String algorithm, Bytes octets) {
    try {
      return Bytes.wrap(MessageDigest.getInstance(algorithm).digest(octets.toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
