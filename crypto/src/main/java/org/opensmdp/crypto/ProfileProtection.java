package org.opensmdp.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ReplaceSessionKeysRequest;
import org.opensmdp.rsp.Secret;

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
   * @param protectedSegments the TLVs 86, one after another
   */
  record ProfileKeys(ReplaceSessionKeysRequest keys, Bytes protectedSegments)
      implements ProfileProtection {

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
