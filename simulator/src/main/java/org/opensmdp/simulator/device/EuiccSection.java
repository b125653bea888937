package org.opensmdp.simulator.device;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.opensmdp.profile.MandatoryService;
import org.opensmdp.rsp.VersionType;

/**
 * The card of a kind of device.
 *
 * @param ein the first eight digits of its EIDs
 * @param identities the CIs under which it has a certificate, the preferred one first
 * @param trusts the CIs under which it accepts servers; those of the identities if absent
 * @param svn the version of SGP.22 it follows; in a card of v3 its lowest
 * @param highestSvn what only a card of v3 has
 * @param profileVersion the newest profile package it interprets
 * @param uiccCapability what it supports, by the names of the mandatory services of a profile
 * @param rules the Rules Authorisation Table; absent, it has none
 * @param memory octets for profiles when none is installed
 */
public record EuiccSection(
    Optional<String> ein,
    @JsonProperty(required = true) List<Ci> identities,
    Optional<List<Ci>> trusts,
    @JsonProperty(required = true) VersionType svn,
    Optional<VersionType> highestSvn,
    @JsonProperty(required = true) VersionType profileVersion,
    @JsonProperty(required = true) VersionType firmware,
    Optional<List<MandatoryService>> uiccCapability,
    Optional<List<RspCapability>> rspCapability,
    Optional<List<PolicyRule>> forbiddenPprs,
    Optional<List<AuthorisationRule>> rules,
    Optional<Integer> memory,
    Optional<Integer> volatileMemory,
    Optional<Speed> speed) {
  private static final VersionType FIRST = new VersionType(2, 0, 0);
  private static final VersionType THIRD = new VersionType(3, 0, 0);

  public EuiccSection {
    identities = List.copyOf(identities);
    trusts = trusts.map(List::copyOf);
    uiccCapability = uiccCapability.map(List::copyOf);
    rspCapability = rspCapability.map(List::copyOf);
    forbiddenPprs = forbiddenPprs.map(List::copyOf);
    rules = rules.map(List::copyOf);
    require(!identities.isEmpty(), "identities: name at least one of nist, brainpool, private");
    require(
        identities.stream().distinct().count() == identities.size(),
        "identities: name each CI once");
    require(
        ein.map(digits -> digits.matches("[0-9]{8}")).orElse(true),
        "ein: write eight digits in quotes, as \"89049032\"");
    require(
        svn.compareTo(FIRST) >= 0 && svn.compareTo(THIRD) < 0,
        "svn: %s (expected: 2.0.0 to 2.x; what a card of v3 speaks stands in highest-svn)"
            .formatted(svn));
    require(
        highestSvn.map(version -> version.compareTo(THIRD) >= 0).orElse(true),
        "highest-svn: expected 3.0.0 or more; leave it out for a card of v2");
    require(memory.orElse(0) >= 0, "memory: octets, 0 or more");
    require(volatileMemory.orElse(0) >= 0, "volatile-memory: octets, 0 or more");
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** The capabilities of RspCapability, in the order of their bits (SGP.22 v2 §5.7.8). */
  public enum RspCapability {
    ADDITIONAL_PROFILE,
    CRL,
    RPM,
    TEST_PROFILE,
    DEVICE_INFO_EXTENSIBILITY,
    SERVICE_SPECIFIC_DATA
  }

  /** The rules of PprIds, in the order of their bits (SGP.22 v2 §2.8.1). */
  public enum PolicyRule {
    PPR_UPDATE_CONTROL,
    PPR1,
    PPR2,
    PPR3
  }

  /**
   * One row of the Rules Authorisation Table (SGP.22 v2 §2.4.8).
   *
   * @param pprs the rules it speaks of
   * @param operators whom it allows them to: MCC and MNC as {@code 262-01}; E stands for any digit
   * @param consent whether the user must agree
   */
  public record AuthorisationRule(
      @JsonProperty(required = true) List<PolicyRule> pprs,
      @JsonProperty(required = true) List<String> operators,
      boolean consent) {
    public AuthorisationRule {
      pprs = List.copyOf(pprs);
      operators = List.copyOf(operators);
      for (var operator : operators) {
        require(
            operator.matches("[0-9E]{3}-[0-9E]{2,3}"),
            "operators: '%s' (expected: MCC and MNC as 262-01, E for any digit)"
                .formatted(operator));
      }
    }
  }

  /** How fast a card computes. */
  public enum Speed {
    /** Takes no time at all. */
    INSTANT(0),
    FAST(0.3),
    /** As the one real card that was measured. */
    REFERENCE(1),
    SLOW(2);

    private final double factor;

    Speed(double factor) {
      this.factor = factor;
    }

    /** Returns how many times longer than the measured card it takes. */
    public double factor() {
      return factor;
    }
  }
}
