package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.EUICC_INSUFFICIENT_MEMORY;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_STOPPED_ON_WARNING;

import java.util.Optional;
import java.util.Set;
import org.opensmdp.profile.MandatoryService;
import org.opensmdp.profile.ProfilePolicyRule;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.VersionType;

/**
 * Whether an eUICC can take a profile, judged by what it says of itself before anything is bound to it
 * (SGP.22 v2 §5.6.3, annex F). What it does not say is not held against it; the card itself has the
 * last word at the installation.
 */
final class Eligibility {
  /** Beside the package, for what the eUICC keeps of every profile. A guess on the low side. */
  static final int RESERVE_OCTETS = 1024;

  private static final int TEST_PROFILE_SUPPORT = 3;

  /** The value of a BIT STRING without bits is its count of unused ones. */
  private static final int NO_BITS = 1;

  private final EuiccInfo2 euicc;

  Eligibility(EuiccInfo2 euicc) {
    this.euicc = euicc;
  }

  /**
   * Refuses a profile that the eUICC cannot take.
   *
   * @param needed empty of a ready-made package that nothing was noted of when it came into stock
   * @throws RspException PROFILE_TYPE_STOPPED_ON_WARNING or EUICC_INSUFFICIENT_MEMORY, naming the first
   *     cause
   */
  void check(ProfileType type, Optional<ProfileRequirements> needed) {
    needed.ifPresent(it -> checkVersion(it.version()));
    needed.ifPresent(it -> checkServices(it.services()));
    checkPolicyRules(type.texts().policyRules());
    checkClass(type.texts().profileClass());
    needed.ifPresent(it -> checkMemory(it.size()));
  }

  private void checkVersion(VersionType version) {
    if (!understands(version)) {
      throw stopped("the profile package has format %d.%d, the eUICC knows up to %s"
          .formatted(version.major(), version.minor(), euicc.profileVersion()));
    }
  }

  private boolean understands(VersionType version) {
    return version.compareTo(euicc.profileVersion()) <= 0
        || euicc.additionalProfilePackageVersions().stream()
            .anyMatch(other -> version.compareTo(other) <= 0);
  }

  private void checkServices(Set<MandatoryService> services) {
    if (euicc.uiccCapability().size() <= NO_BITS) {
      return;
    }
    services.stream()
        .filter(service -> !euicc.uiccCapability(service.capabilityBit()))
        .sorted()
        .findFirst()
        .ifPresent(missing -> {
          throw stopped(
              "the eUICC does not support %s, which the profile needs".formatted(missing));
        });
  }

  private void checkPolicyRules(Set<ProfilePolicyRule> rules) {
    euicc
        .forbiddenProfilePolicyRules()
        .ifPresent(forbidden -> rules.stream()
            .filter(rule -> Der.bit(forbidden, rule.bit()))
            .sorted()
            .findFirst()
            .ifPresent(rule -> {
              throw stopped("the eUICC forbids %s, which the profile has".formatted(rule));
            }));
  }

  /** A test profile has well-known keys: it stays on cards that are made for tests. */
  private void checkClass(ProfileClass profileClass) {
    if (profileClass == ProfileClass.TEST
        && !Der.bit(euicc.rspCapability(), TEST_PROFILE_SUPPORT)) {
      throw stopped("the profile is a test profile, and the eUICC takes none");
    }
  }

  private void checkMemory(int size) {
    long needed = (long) size + RESERVE_OCTETS;
    euicc.freeNonVolatileMemory().filter(free -> free < needed).ifPresent(free -> {
      throw new RspException(
          EUICC_INSUFFICIENT_MEMORY,
          "the profile needs %d octets, the eUICC has %d free".formatted(needed, free));
    });
  }

  private static RspException stopped(String why) {
    return new RspException(PROFILE_TYPE_STOPPED_ON_WARNING, why);
  }
}
