package org.opensmdp.console;

import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.Administration;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileVersion;
import org.opensmdp.activation.Versions;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutByHand.Deed;
import org.opensmdp.activation.rollout.Rollouts;

/** Finds the rollouts, types and versions that a token may touch. */
public final class RolloutDesk {
  private final Administration administration;
  private final Versions versions;
  private final Rollouts rollouts;

  public RolloutDesk(Administration administration, Versions versions, Rollouts rollouts) {
    this.administration = administration;
    this.versions = versions;
    this.rollouts = rollouts;
  }

  /** A rollout with the type whose version it gives out. */
  record Found(Rollout rollout, ProfileType type) {}

  Rollouts rollouts() {
    return rollouts;
  }

  List<ProfileType> types(AdminCall call) {
    return administration.types(call.tenant());
  }

  /** @throws AdminRefusal 404 */
  ProfileType type(AdminCall call, String name) {
    return types(call).stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> AdminRefusal.notFound("there is no such profile type; see them with type list"));
  }

  /** Returns the rollout that the path names, and says to the audit that it is about it. */
  Found rollout(AdminCall call) {
    long number = call.path("rolloutId", Long::parseLong);
    var found = rollouts
        .find(number)
        .flatMap(rollout -> typeOf(call, rollout).map(type -> new Found(rollout, type)))
        .orElseThrow(() -> AdminRefusal.notFound(
            "there is no rollout %d; see them with rollout list".formatted(number)));
    call.about("rollout/" + number);
    return found;
  }

  Optional<ProfileType> typeOf(AdminCall call, Rollout rollout) {
    return types(call).stream()
        .filter(type -> type.profileTypeId() == rollout.profileTypeId())
        .findFirst();
  }

  int number(ProfileType type, long versionId) {
    return versions.list(type).stream()
        .filter(version -> version.versionId() == versionId)
        .findFirst()
        .map(ProfileVersion::number)
        .orElse(0);
  }

  ProfileVersion stable(ProfileType type) {
    return VersionJson.stable(versions.list(type))
        .orElseThrow(() -> AdminRefusal.conflict(
            type.name() + " has no stable version yet; make one stable with version promote"));
  }

  static Deed deed(AdminCall call) {
    return new Deed(call.who(), call.reason());
  }
}
