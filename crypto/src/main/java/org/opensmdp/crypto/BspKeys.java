package org.opensmdp.crypto;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ReplaceSessionKeysRequest;
import org.opensmdp.rsp.Secret;

/**
 * What protects a bound profile package: the initial MAC chaining value, S-ENC and S-MAC, or the keys
 * that replace them; 16 octets each (SGP.22 v2 §2.6.4, annex G). Closing it erases the keys.
 */
public record BspKeys(Bytes macChainingValue, Secret enc, Secret mac) implements AutoCloseable {
  public BspKeys {
    if (macChainingValue.size() != 16 || enc.size() != 16 || mac.size() != 16) {
      throw new IllegalArgumentException("BSP keys: %d, %d and %d octets (expected: 16 each)"
          .formatted(macChainingValue.size(), enc.size(), mac.size()));
    }
  }

  /**
   * Returns the keys that replace those of the session.
   *
   * @throws IllegalArgumentException if they have another length than those
   */
  public static BspKeys of(ReplaceSessionKeysRequest request) {
    return new BspKeys(request.initialMacChainingValue(), request.ppkEnc(), request.ppkCmac());
  }

  @Override
  public void close() {
    enc.close();
    mac.close();
  }

  /** The chaining value is made with the keys and shown no more than they are. */
  @Override
  public String toString() {
    return "BspKeys[redacted]";
  }
}
