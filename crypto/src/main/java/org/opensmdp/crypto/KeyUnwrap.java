package org.opensmdp.crypto;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** Takes secrets out of what a {@link TransportKey} has wrapped, by the JDK. One thread. */
public final class KeyUnwrap {
  private static final byte[] ZERO = new byte[Aes.BLOCK];

  /** How secrets are wrapped. Only the first two notice a wrong key or an altered value. */
  public enum Wrapping {
    /** RFC 3394: a secret of 16, 24, 32… octets, 8 more when wrapped. */
    AES_KW("AES/KW/NoPadding", 24),
    /** RFC 5649: a secret of any size. */
    AES_KWP("AES/KWP/NoPadding", 16),
    /** Whole blocks, each alone. */
    AES_ECB("AES/ECB/NoPadding", 16),
    /** Whole blocks, chained from an initial vector of zeros. */
    AES_CBC("AES/CBC/NoPadding", 16),
    /** Whole blocks, chained from the initial vector that stands before them. */
    AES_CBC_IV("AES/CBC/NoPadding", 32);

    private final String transformation;
    private final int least;

    Wrapping(String transformation, int least) {
      this.transformation = transformation;
      this.least = least;
    }
  }

  private final Key key;
  private final Wrapping wrapping;
  private final Cipher cipher;

  private KeyUnwrap(Key key, Wrapping wrapping, Cipher cipher) {
    this.key = key;
    this.wrapping = wrapping;
    this.cipher = cipher;
  }

  /** Returns what unwraps under a key. */
  public static KeyUnwrap of(TransportKey key, Wrapping wrapping) {
    var octets = key.key().toArray();
    try {
      var cipher = Cipher.getInstance(wrapping.transformation, Aes.provider());
      return new KeyUnwrap(new SecretKeySpec(octets, "AES"), wrapping, cipher);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SunJCE has no " + wrapping.transformation, e);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  /**
   * Returns the secret, or nothing if the octets are not what this key wraps: a size that cannot be, or
   * a check that fails.
   */
  public Optional<Secret> unwrap(Secret wrapped) {
    var octets = wrapped.toArray();
    byte[] plain = {};
    try {
      plain = decipher(octets);
      return plain.length == 0 ? Optional.empty() : Optional.of(Secret.of(plain));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(octets, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }

  private byte[] decipher(byte[] octets) throws GeneralSecurityException {
    if (octets.length < wrapping.least || octets.length % 8 != 0) {
      return new byte[0]; // the JDK has no defined answer to some of these
    }
    if (wrapping == Wrapping.AES_CBC_IV) {
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(octets, 0, Aes.BLOCK));
      return cipher.doFinal(octets, Aes.BLOCK, octets.length - Aes.BLOCK);
    }
    begin(Cipher.DECRYPT_MODE);
    return cipher.doFinal(octets);
  }

  private void begin(int mode) throws GeneralSecurityException {
    if (wrapping == Wrapping.AES_CBC) {
      cipher.init(mode, key, new IvParameterSpec(ZERO));
    } else {
      cipher.init(mode, key);
    }
  }

  /**
   * Wraps a secret, as an operator does.
   *
   * @throws IllegalArgumentException if a secret of this size cannot be wrapped this way
   */
  public Bytes wrap(Secret secret) {
    var octets = secret.toArray();
    try {
      if (wrapping == Wrapping.AES_CBC_IV) {
        var vector = new byte[Aes.BLOCK];
        new SecureRandom().nextBytes(vector);
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector));
        return Bytes.concat(Bytes.wrap(vector), Bytes.wrap(cipher.doFinal(octets)));
      }
      begin(Cipher.ENCRYPT_MODE);
      return Bytes.wrap(cipher.doFinal(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "a secret of %d octets cannot be wrapped by %s".formatted(octets.length, wrapping));
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }
}
