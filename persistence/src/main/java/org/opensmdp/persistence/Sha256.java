package org.opensmdp.persistence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.opensmdp.rsp.Bytes;

/** SHA-256, by which rows with the same content are found. */
final class Sha256 {
  private Sha256() {}

  static byte[] of(Bytes content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content.toArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
