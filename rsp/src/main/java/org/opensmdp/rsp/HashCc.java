package org.opensmdp.rsp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The hash of a Confirmation Code: SHA256(SHA256(code) || transactionId), so that the code is never
 * sent and a hash serves one session (SGP.22 v2 §4.7).
 */
public final class HashCc {
  private HashCc() {}

  /** Returns SHA256(code), which the server keeps in place of the code. */
  public static Secret stored(String confirmationCode) {
    byte[] code = confirmationCode.getBytes(UTF_8);
    byte[] hash = sha256().digest(code);
    var stored = Secret.of(hash);
    Arrays.fill(code, (byte) 0);
    Arrays.fill(hash, (byte) 0);
    return stored;
  }

  /** Returns hashCc, 32 octets, of the stored hash in this session. */
  public static Bytes of(Secret stored, TransactionId transactionId) {
    var digest = sha256();
    byte[] hash = stored.toArray();
    digest.update(hash);
    Arrays.fill(hash, (byte) 0);
    return Bytes.wrap(digest.digest(transactionId.octets().toArray()));
  }

  /** Takes the member hashCc; absent and empty are the same. */
  static Optional<Bytes> next(TlvReader members) {
    return members.optional(0x04).map(Tlv::value).filter(hash -> !hash.isEmpty());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
