package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.ICCID_INVALID_TRANSITION;

import java.security.SecureRandom;
import java.util.Optional;
import org.opensmdp.activation.PackageGate.Judged;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.RspException;

/**
 * Moves an order towards its card. When it is released, its package is made and judged, and protected
 * with keys of its own if the type says so: less is left to be done while the card waits.
 *
 * <p>A package that is not this order's, or that a card would refuse, is not released ({@link
 * PackageGate}); nothing moves then.
 */
public final class Releases {
  private final Profiles profiles;
  private final PackageMaker packages;
  private final PackageGate gate;

  public Releases(
      Profiles profiles, Templates templates, SecureRandom random, HandoffChecks checks) {
    this.profiles = profiles;
    this.packages = new PackageMaker(templates, random);
    this.gate = new PackageGate(templates, packages, checks);
  }

  /**
   * Moves the profile as it was read one step, as {@link Profiles#move}.
   *
   * @throws RspException ICCID_INVALID_TRANSITION if its package may not be released
   */
  Moved move(StoredProfile from, Profile.Ordered to, Bytes callDigest, ActivationEvent event) {
    if (!(to instanceof Profile.Released)) {
      return profiles.ofTenant(from.operatorId()).move(from.profile(), to, callDigest, event);
    }
    var judged = judged(from, event);
    var prepared = prepared(from.type(), judged);
    try {
      var verdict = Optional.of(judged.verdict());
      return profiles
          .ofTenant(from.operatorId())
          .move(from.profile(), to, callDigest, event, prepared, verdict);
    } finally {
      prepared.ifPresent(PreparedPackage::close);
    }
  }

  private Judged judged(StoredProfile stored, ActivationEvent event) {
    var material = profiles
        .findMaterial(stored.profile().iccid())
        .filter(Releases::canBeMade)
        .orElseThrow(
            Refuse.as(ICCID_INVALID_TRANSITION, "the profile type has no version to make it of"));
    var about = ActivationEvent.of(HandoffChecks.FUNCTION, event.happenedAt())
        .moving(stored.profile(), stored.profile());
    return gate.release(stored, material, about);
  }

  private static boolean canBeMade(ProfileMaterial material) {
    return material instanceof ProfileMaterial.ReadyMade || material.versionId() != 0;
  }

  private Optional<PreparedPackage> prepared(ProfileType type, Judged judged) {
    return type.protection() == Protection.PROFILE_KEYS
        ? Optional.of(packages.prepared(judged))
        : Optional.empty();
  }
}
