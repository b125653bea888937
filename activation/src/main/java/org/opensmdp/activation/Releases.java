package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.ICCID_INVALID_TRANSITION;

import java.security.SecureRandom;
import java.util.Optional;
import org.opensmdp.activation.PackageGate.Judged;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.MatchingId;
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
  private final SmdsRegistration registration;

  /**
   * Makes releases over these stores.
   *
   * @param checks of what is released
   * @param registration of what is to be found through an SM-DS
   */
  public Releases(
      Profiles profiles,
      Templates templates,
      SecureRandom random,
      HandoffChecks checks,
      SmdsRegistration registration) {
    this.profiles = profiles;
    this.packages = new PackageMaker(templates, random);
    this.gate = new PackageGate(templates, packages, checks);
    this.registration = registration;
  }

  /** Returns the SM-DS an order with this matchingId is registered at; refuses one that is none. */
  Optional<String> smdsAddress(Optional<String> named, MatchingId matchingId) {
    return registration.address(named, matchingId);
  }

  /**
   * Moves the profile as it was read one step, as {@link Profiles#move}; before it is released its
   * package is judged and the SM-DS is told.
   *
   * @param operatorId for whom it is moved; a profile of another does not move
   * @throws RspException ICCID_INVALID_TRANSITION if its package may not be released; SMDS_INACCESSIBLE or
   *     SMDS_EXECUTION_ERROR if the SM-DS does not take the event
   */
  Moved move(
      long operatorId,
      StoredProfile from,
      Profile.Ordered to,
      Bytes callDigest,
      ActivationEvent event) {
    var tenant = profiles.ofTenant(operatorId);
    if (!(to instanceof Profile.Released)) {
      return tenant.move(from.profile(), to, callDigest, event);
    }
    var judged = judged(from, event);
    return registration.before(to, () -> released(tenant, from, to, callDigest, event, judged));
  }

  private Moved released(
      Profiles tenant,
      StoredProfile from,
      Profile.Ordered to,
      Bytes callDigest,
      ActivationEvent event,
      Judged judged) {
    var prepared = prepared(from.type(), judged);
    try {
      var verdict = Optional.of(judged.verdict());
      return tenant.move(from.profile(), to, callDigest, event, prepared, verdict);
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
