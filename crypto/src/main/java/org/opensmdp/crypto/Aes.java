package org.opensmdp.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.opensmdp.rsp.Secret;

/**
 * AES-128 in CBC from a zero initial vector, by SunJCE, which compiles to the AES instructions of the
 * processor. The one mode serves all: a block enciphered alone is ECB, a block put in front acts as
 * the initial vector of the next, and the last block is the heart of CMAC. One thread.
 */
final class Aes {
  static final int BLOCK = 16;

  private static final Provider SUN_JCE =
      Objects.requireNonNull(Security.getProvider("SunJCE"), "the JDK has no SunJCE");
  private static final IvParameterSpec ZERO = new IvParameterSpec(new byte[BLOCK]);

  private final Cipher cipher;

  private Aes(int mode, Secret key) {
    if (key.size() != BLOCK) {
      throw new IllegalArgumentException("AES key: %d octets (expected: 16)".formatted(key.size()));
    }
    var octets = key.toArray();
    try {
      cipher = Cipher.getInstance("AES/CBC/NoPadding", SUN_JCE);
      cipher.init(mode, new SecretKeySpec(octets, "AES"), ZERO);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SunJCE has no AES", e);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  static Provider provider() {
    return SUN_JCE;
  }

  static Aes encryption(Secret key) {
    return new Aes(Cipher.ENCRYPT_MODE, key);
  }

  static Aes decryption(Secret key) {
    return new Aes(Cipher.DECRYPT_MODE, key);
  }

  /** Carries on with whole blocks; {@link #finish} ends the chain. */
  void update(byte[] from, int start, int size, byte[] to, int at) {
    try {
      cipher.update(from, start, size, to, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no room for the blocks", e);
    }
  }

  /** Ends the chain with whole blocks; the next one starts from zero again. */
  void finish(byte[] from, int start, int size, byte[] to, int at) {
    try {
      cipher.doFinal(from, start, size, to, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("not whole blocks, or no room for them", e);
    }
  }
}
