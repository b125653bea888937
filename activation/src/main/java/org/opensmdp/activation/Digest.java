package org.opensmdp.activation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.opensmdp.rsp.Bytes;

/** SHA-256, by which a repeated message is recognised. */
final class Digest {
  private Digest() {}

  static Bytes of(Bytes message) {
    try {
      return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(message.toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
