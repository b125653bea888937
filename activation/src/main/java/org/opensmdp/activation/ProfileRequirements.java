package org.opensmdp.activation;

import java.util.Set;
import org.opensmdp.profile.MandatoryService;
import org.opensmdp.profile.ProfileFacts;
import org.opensmdp.rsp.VersionType;

/**
 * What the profile packages of a version, or a ready-made one, ask of an eUICC.
 *
 * @param version of the package format, as the header names it
 * @param services that the header says are mandatory
 * @param size octets of a package
 */
public record ProfileRequirements(VersionType version, Set<MandatoryService> services, int size) {
  public ProfileRequirements {
    services = Set.copyOf(services);
  }

  static ProfileRequirements of(ProfileFacts facts, int size) {
    var named = facts.version();
    return new ProfileRequirements(
        new VersionType(named.major(), named.minor(), 0), facts.services(), size);
  }
}
