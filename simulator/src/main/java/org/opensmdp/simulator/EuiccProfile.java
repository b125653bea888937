package org.opensmdp.simulator;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Curve;
import org.opensmdp.profile.VersionNumber;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.uicc.CardAbilities;

/**
 * What a {@link VirtualEuicc} is made with: its keys, whom it trusts, and what EUICCInfo2 says of it
 * (SGP.22 v2 §5.7.8).
 *
 * @param identities one per CI under which it has a certificate, the preferred one first
 * @param trustedCis the CIs under which it accepts servers, the preferred one first
 * @param svn in a card of v3 its lowest, which is a 2.x
 * @param highestSvn what only a card of v3 has
 * @param uiccCapability bits of UICCCapability
 * @param rspCapability bits of RspCapability; bit 3 is testProfileSupport
 * @param forbiddenPolicyRules bits of PprIds: 1 is PPR1, 2 is PPR2
 * @param nonVolatileMemory octets for profiles when none is installed
 * @param rulesAuthorisationTable which operators may use which policy rules
 * @param addresses what the eUICC is delivered with
 * @param notificationRoom how many notifications it keeps; the oldest makes room for one more
 * @param lenient whether it takes what the standard refuses and LPAs or servers send all the same:
 *     pieces of a package over 1020 octets, search criteria without the tag of the choice, ICCIDs
 *     without their filler octet
 * @param checksTestKeys whether it takes a profile of class test with a test key only, and any other
 *     without one
 */
public record EuiccProfile(
    List<EuiccIdentity> identities,
    List<RspCertificate> trustedCis,
    Set<Curve> curves,
    VersionType svn,
    Optional<VersionType> highestSvn,
    VersionType profileVersion,
    VersionType firmware,
    List<Integer> uiccCapability,
    List<Integer> rspCapability,
    List<Integer> forbiddenPolicyRules,
    int nonVolatileMemory,
    int volatileMemory,
    String sasAccreditationNumber,
    RulesAuthorisationTable rulesAuthorisationTable,
    Addresses addresses,
    int notificationRoom,
    boolean lenient,
    boolean checksTestKeys) {

  /** The bit of RspCapability that says that test profiles may be installed. */
  static final int TEST_PROFILE_SUPPORT = 3;

  /**
   * Where an LPA looks for profiles without an activation code (SGP.22 v2 §5.7.3).
   *
   * @param defaultDp the default SM-DP+, a host name
   * @param rootDs the root SM-DS, a host name
   */
  public record Addresses(Optional<String> defaultDp, String rootDs) {}

  public EuiccProfile {
    if (identities.isEmpty()) {
      throw new IllegalArgumentException("an eUICC without certificate");
    }
    if (notificationRoom < 1) {
      throw new IllegalArgumentException("an eUICC that can keep no notification");
    }
    if (identities.stream().map(EuiccIdentity::eid).distinct().count() > 1) {
      throw new IllegalArgumentException("certificates of several eUICCs in one");
    }
    identities = List.copyOf(identities);
    trustedCis = List.copyOf(trustedCis);
    curves = Set.copyOf(curves);
    uiccCapability = List.copyOf(uiccCapability);
    rspCapability = List.copyOf(rspCapability);
    forbiddenPolicyRules = List.copyOf(forbiddenPolicyRules);
  }

  /** Starts an eUICC of SVN 2.5.0 that supports both curves, USIM, ISIM, CSIM, Java Card and test profiles. */
  public static Builder builder(List<EuiccIdentity> identities, List<RspCertificate> trustedCis) {
    return new Builder(identities, trustedCis);
  }

  public Eid eid() {
    return identities.get(0).eid();
  }

  List<SubjectKeyId> forVerification() {
    return trustedCis.stream().flatMap(ci -> ci.subjectKeyId().stream()).toList();
  }

  List<SubjectKeyId> forSigning() {
    return identities.stream()
        .flatMap(one -> one.eum().authorityKeyId().stream())
        .toList();
  }

  /** Returns what the card can do with profile elements, if that many octets are free for them. */
  CardAbilities abilities(int freeMemory) {
    var version = new VersionNumber(profileVersion.major(), profileVersion.minor());
    return new CardAbilities(version, Set.copyOf(uiccCapability), freeMemory, checksTestKeys);
  }

  boolean supportsTestProfiles() {
    return rspCapability.contains(TEST_PROFILE_SUPPORT);
  }

  /** Builds the profile; what is not set is as most cards in the field have it. */
  public static final class Builder {
    private final List<EuiccIdentity> identities;
    private final List<RspCertificate> trustedCis;
    private Set<Curve> curves = EnumSet.allOf(Curve.class);
    private VersionType svn = new VersionType(2, 5, 0);
    private Optional<VersionType> highestSvn = Optional.empty();
    private VersionType profileVersion = new VersionType(2, 3, 1);
    private VersionType firmware = new VersionType(1, 0, 0);
    private List<Integer> uiccCapability =
        List.of(1, 2, 3, 4, 5, 6, 7, 8, 14, 16, 17, 19, 20, 22, 23, 24);
    private List<Integer> rspCapability = List.of(0, 1, TEST_PROFILE_SUPPORT, 4, 5);
    private List<Integer> forbiddenPolicyRules = List.of();
    private int nonVolatileMemory = 512 * 1024;
    private int volatileMemory = 8 * 1024;
    private String sasAccreditationNumber = "OS-XX-UP-0000";
    private RulesAuthorisationTable rulesAuthorisationTable = RulesAuthorisationTable.permissive();
    private Addresses addresses = new Addresses(Optional.empty(), "smds.example.com");
    private int notificationRoom = 128;
    private boolean lenient;
    private boolean checksTestKeys;

    private Builder(List<EuiccIdentity> identities, List<RspCertificate> trustedCis) {
      this.identities = identities;
      this.trustedCis = trustedCis;
    }

    public Builder curves(Set<Curve> value) {
      curves = value;
      return this;
    }

    public Builder svn(VersionType value) {
      svn = value;
      return this;
    }

    /** Makes it a card of v3. */
    public Builder highestSvn(VersionType value) {
      highestSvn = Optional.of(value);
      return this;
    }

    public Builder profileVersion(VersionType value) {
      profileVersion = value;
      return this;
    }

    public Builder firmware(VersionType value) {
      firmware = value;
      return this;
    }

    public Builder uiccCapability(List<Integer> bits) {
      uiccCapability = bits;
      return this;
    }

    public Builder rspCapability(List<Integer> bits) {
      rspCapability = bits;
      return this;
    }

    public Builder forbiddenPolicyRules(List<Integer> pprIds) {
      forbiddenPolicyRules = pprIds;
      return this;
    }

    /** Sets the octets for profiles when none is installed. */
    public Builder nonVolatileMemory(int octets) {
      nonVolatileMemory = octets;
      return this;
    }

    public Builder volatileMemory(int octets) {
      volatileMemory = octets;
      return this;
    }

    public Builder sasAccreditationNumber(String value) {
      sasAccreditationNumber = value;
      return this;
    }

    public Builder rulesAuthorisationTable(RulesAuthorisationTable value) {
      rulesAuthorisationTable = value;
      return this;
    }

    /** Sets the default SM-DP+ the eUICC is delivered with; there is none otherwise. */
    public Builder defaultDpAddress(String host) {
      addresses = new Addresses(Optional.of(host), addresses.rootDs());
      return this;
    }

    public Builder rootDsAddress(String host) {
      addresses = new Addresses(addresses.defaultDp(), host);
      return this;
    }

    /** Sets how many notifications are kept, at least 1. */
    public Builder notificationRoom(int notifications) {
      notificationRoom = notifications;
      return this;
    }

    /** Has it take what the standard refuses; see {@link EuiccProfile}. */
    public Builder lenient(boolean value) {
      lenient = value;
      return this;
    }

    /** Has it refuse test profiles with a secret key, and others with a key that everybody knows. */
    public Builder checksTestKeys(boolean value) {
      checksTestKeys = value;
      return this;
    }

    public EuiccProfile build() {
      return new EuiccProfile(
          identities,
          trustedCis,
          curves,
          svn,
          highestSvn,
          profileVersion,
          firmware,
          uiccCapability,
          rspCapability,
          forbiddenPolicyRules,
          nonVolatileMemory,
          volatileMemory,
          sasAccreditationNumber,
          rulesAuthorisationTable,
          addresses,
          notificationRoom,
          lenient,
          checksTestKeys);
    }
  }
}
