package org.opensmdp.activation;

import java.security.SecureRandom;
import java.util.Optional;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.rsp.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves an order towards its card and, when it is released, has its package protected with keys of its
 * own if the type says so: less is left to be done while the card waits.
 *
 * <p>No release fails for want of a package: it is protected at the binding then, and what is wrong
 * with it is said there.
 */
public final class Releases {
  private static final Logger LOG = LoggerFactory.getLogger(Releases.class);

  private final Profiles profiles;
  private final PackageMaker packages;

  public Releases(Profiles profiles, Templates templates, SecureRandom random) {
    this.profiles = profiles;
    this.packages = new PackageMaker(templates, random);
  }

  /** Moves the profile as it was read one step, as {@link Profiles#move}. */
  Moved move(StoredProfile from, Profile.Ordered to, Bytes callDigest, ActivationEvent event) {
    var prepared =
        to instanceof Profile.Released ? prepared(from) : Optional.<PreparedPackage>empty();
    try {
      return profiles
          .ofTenant(from.operatorId())
          .move(from.profile(), to, callDigest, event, prepared);
    } finally {
      prepared.ifPresent(PreparedPackage::close);
    }
  }

  private Optional<PreparedPackage> prepared(StoredProfile stored) {
    if (stored.type().protection() != Protection.PROFILE_KEYS) {
      return Optional.empty();
    }
    var iccid = stored.profile().iccid();
    try {
      return profiles.findMaterial(iccid).map(packages::prepared);
    } catch (StorageUnavailable e) {
      throw e;
    } catch (
        RuntimeException e) { // whatever it is, the binding meets it again and is answered for it
      LOG.atWarn().addKeyValue("iccid", iccid).setCause(e).log("No package was prepared");
      return Optional.empty();
    }
  }
}
