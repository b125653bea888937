package org.opensmdp.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ReplaceSessionKeysRequest;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.TlvReader;

/**
 * With which keys the profile package of a binding is protected (SGP.22 v2 §2.5.3, §2.5.4): with those
 * of the session, at binding, or with random ones, ahead of time.
 */
public sealed interface ProfileProtection {

  /** The unprotected profile package, to be protected with the session keys. */
  record SessionKeys(Bytes unprotectedProfilePackage) implements ProfileProtection {

    /** The package holds the keys of a subscriber. */
    @Override
    public String toString() {
      return "SessionKeys[%d octets]".formatted(unprotectedProfilePackage.size());
    }
  }

  /**
   * A protected profile package and its keys, which the eUICC is told under the session keys. Good for
   * any number of bindings; another package needs other keys, because the initial vectors are counted.
   *
   * <p>Closing it erases the keys.
   *
   * @param protectedSegments the TLVs 86, one after another
   */
  record ProfileKeys(ReplaceSessionKeysRequest keys, Bytes protectedSegments)
      implements ProfileProtection, AutoCloseable {

    /** Returns keys and TLVs as one secret, to be sealed as a whole: BF26, and the TLVs 86. */
    public Secret encode() {
      var octets = Bytes.concat(keys.toDer(), protectedSegments).toArray();
      try {
        return Secret.of(octets);
      } finally {
        Arrays.fill(octets, (byte) 0);
      }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws InvalidMessage if it is something else
     */
    public static ProfileKeys decode(Secret encoded) {
      var octets = encoded.toArray();
      try {
        var head = new TlvReader("ProfileKeys", Bytes.wrap(octets))
            .next(0xBF26, "keys")
            .whole();
        var read = ReplaceSessionKeysRequest.parse(head);
        // Copied: the octets that were read are erased.
        var chaining = Bytes.wrap(read.initialMacChainingValue().toArray());
        return new ProfileKeys(
            new ReplaceSessionKeysRequest(chaining, read.ppkEnc(), read.ppkCmac()),
            Bytes.wrap(Arrays.copyOfRange(octets, head.size(), octets.length)));
      } finally {
        Arrays.fill(octets, (byte) 0);
      }
    }

    @Override
    public void close() {
      keys.ppkEnc().close();
      keys.ppkCmac().close();
    }

    @Override
    public String toString() {
      return "ProfileKeys[%d octets]".formatted(protectedSegments.size());
    }
  }

  /** Protects a package with new keys. */
  static ProfileKeys protect(Bytes unprotectedProfilePackage, SecureRandom random) {
    var chaining = new byte[16];
    random.nextBytes(chaining);
    var keys = new BspKeys(Bytes.wrap(chaining), randomKey(random), randomKey(random));
    return protect(unprotectedProfilePackage, keys);
  }

  /** Protects a package with keys that protect no other. */
  static ProfileKeys protect(Bytes unprotectedProfilePackage, BspKeys keys) {
    try (var bsp = new Bsp(keys)) {
      return new ProfileKeys(
          new ReplaceSessionKeysRequest(keys.macChainingValue(), keys.enc(), keys.mac()),
          bsp.encryptAndMacSegments(0x86, unprotectedProfilePackage));
    }
  }

  private static Secret randomKey(SecureRandom random) {
    var key = new byte[16];
    random.nextBytes(key);
    var secret = Secret.of(key);
    Arrays.fill(key, (byte) 0);
    return secret;
  }
}
