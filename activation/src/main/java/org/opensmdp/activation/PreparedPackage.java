package org.opensmdp.activation;

import org.opensmdp.crypto.ProfileProtection.ProfileKeys;

/**
 * A package that is protected with keys of its own before any card has come (SGP.22 v2 §2.5.3): what is
 * bound to a card then are its keys. Good for every card of its order; closing it erases the keys.
 *
 * @param versionId of the template it was made with; 0 if it is ready-made
 */
public record PreparedPackage(long versionId, ProfileKeys protection) implements AutoCloseable {
  @Override
  public void close() {
    protection.close();
  }
}
