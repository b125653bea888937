package org.opensmdp.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/**
 * The key by which a server that has stored nothing knows its own challenge again: the first 16 octets
 * encipher one block, the second 16 authenticate. Any thread.
 */
public final class ChallengeKey {
  private static final String HMAC = "HmacSHA256";
  private static final int HALF = Aes.BLOCK;

  private final Secret block;
  private final SecretKeySpec mac;

  /** Takes 32 octets. */
  public ChallengeKey(Secret octets) {
    if (octets.size() != 2 * HALF) {
      throw new IllegalArgumentException(
          "challenge key: %d octets (expected: 32)".formatted(octets.size()));
    }
    var both = octets.toArray();
    this.block = Secret.of(Arrays.copyOf(both, HALF));
    this.mac = new SecretKeySpec(both, HALF, HALF, HMAC);
    Arrays.fill(both, (byte) 0);
  }

  /** Returns the block of 16 octets enciphered with AES-128. */
  public Bytes encryptBlock(Bytes plain) {
    return one(Aes.encryption(block), plain);
  }

  /** Returns what {@link #encryptBlock} was given; any 16 octets decipher to something. */
  public Bytes decryptBlock(Bytes enciphered) {
    return one(Aes.decryption(block), enciphered);
  }

  /** Returns the first 16 octets of HMAC-SHA256. */
  public Bytes mac(Bytes message) {
    try {
      var hmac = Mac.getInstance(HMAC, Aes.provider());
      hmac.init(mac);
      return Bytes.wrap(hmac.doFinal(message.toArray())).slice(0, HALF);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SunJCE has no " + HMAC, e);
    }
  }

  private static Bytes one(Aes aes, Bytes block) {
    if (block.size() != Aes.BLOCK) {
      throw new IllegalArgumentException("block: %d octets (expected: 16)".formatted(block.size()));
    }
    var result = block.toArray();
    aes.finish(result, 0, Aes.BLOCK, result, 0);
    return Bytes.wrap(result);
  }

  @Override
  public String toString() {
    return "ChallengeKey[redacted]";
  }
}
