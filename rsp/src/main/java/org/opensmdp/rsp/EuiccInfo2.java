package org.opensmdp.rsp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an eUICC can do and how much room it has (SGP.22 v2 §5.7.8). Bit strings are kept as their
 * value: the count of unused bits, then the bits ({@link Der#bit}).
 *
 * <pre>
 * EUICCInfo2 ::= [34] SEQUENCE { -- Tag 'BF22'
 *     profileVersion                 [1]  VersionType,
 *     svn                            [2]  VersionType,
 *     euiccFirmwareVer               [3]  VersionType,
 *     extCardResource                [4]  OCTET STRING,
 *     uiccCapability                 [5]  UICCCapability,
 *     ts102241Version                [6]  VersionType OPTIONAL,
 *     globalplatformVersion          [7]  VersionType OPTIONAL,
 *     rspCapability                  [8]  RspCapability,
 *     euiccCiPKIdListForVerification [9]  SEQUENCE OF SubjectKeyIdentifier,
 *     euiccCiPKIdListForSigning      [10] SEQUENCE OF SubjectKeyIdentifier,
 *     euiccCategory                  [11] INTEGER OPTIONAL,
 *     forbiddenProfilePolicyRules    [25] PprIds OPTIONAL,
 *     ppVersion                           VersionType,
 *     sasAcreditationNumber               UTF8String (SIZE(0..64)),
 *     ... }
 * </pre>
 *
 * @param ppVersion absent in cards of v2.0
 * @param sasAccreditationNumber empty where a card leaves it out
 */
public record EuiccInfo2(
    VersionType profileVersion,
    VersionType svn,
    VersionType euiccFirmwareVer,
    Bytes extCardResource,
    Bytes uiccCapability,
    Bytes rspCapability,
    List<SubjectKeyId> euiccCiPKIdListForVerification,
    List<SubjectKeyId> euiccCiPKIdListForSigning,
    Optional<Bytes> forbiddenProfilePolicyRules,
    Optional<VersionType> ppVersion,
    String sasAccreditationNumber,
    Bytes der) {
  private static final String PATH = "EUICCInfo2";
  private static final int FREE_NON_VOLATILE_MEMORY = 0x82;
  private static final int ADDITIONAL_VERSIONS = 0xAF;

  public EuiccInfo2 {
    euiccCiPKIdListForVerification = List.copyOf(euiccCiPKIdListForVerification);
    euiccCiPKIdListForSigning = List.copyOf(euiccCiPKIdListForSigning);
  }

  /** Starts an information that says nothing but what is given here; see {@link Builder}. */
  public static Builder builder(
      VersionType svn, List<SubjectKeyId> forVerification, List<SubjectKeyId> forSigning) {
    return new Builder(svn, forVerification, forSigning);
  }

  public static EuiccInfo2 parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0xBF22, octets));
  }

  static EuiccInfo2 from(Tlv tlv) {
    var members = tlv.members(PATH);
    var builder = readVersions(members);
    readLists(builder, members);
    members.optional(0x8B);
    builder.forbiddenProfilePolicyRules = members
        .optional(0x99)
        .map(rules -> Der.bitsValue(members.path("forbiddenProfilePolicyRules"), rules));
    builder.ppVersion = members
        .optional(0x04)
        .map(version -> VersionType.from(members.path("ppVersion"), version.value()));
    builder.sasAccreditationNumber = members
        .optional(0x0C)
        .map(number -> Der.utf8Value(members.path("sasAcreditationNumber"), number))
        .orElse("");
    members.skipRest();
    return builder.build(tlv.whole());
  }

  private static Builder readVersions(TlvReader members) {
    var profileVersion = VersionType.next(members, 0x81, "profileVersion");
    return new Builder(VersionType.next(members, 0x82, "svn"), List.of(), List.of())
        .profileVersion(profileVersion)
        .euiccFirmwareVer(VersionType.next(members, 0x83, "euiccFirmwareVer"));
  }

  private static void readLists(Builder builder, TlvReader members) {
    builder.extCardResource = members.value(0x84, "extCardResource");
    builder.uiccCapability = members.bits(0x85, "uiccCapability");
    members.optional(0x86);
    members.optional(0x87);
    builder.rspCapability = members.bits(0x88, "rspCapability");
    builder.forVerification =
        SubjectKeyId.nextList(members, 0xA9, "euiccCiPKIdListForVerification");
    builder.forSigning = SubjectKeyId.nextList(members, 0xAA, "euiccCiPKIdListForSigning");
  }

  /** Whether the bit of UICCCapability is set, 1 being usimSupport (TCA profile package §A.2). */
  public boolean uiccCapability(int bit) {
    return Der.bit(uiccCapability, bit);
  }

  /** Whether the card forbids what the bit of PprIds stands for: 0 their change, 1 PPR1, 2 PPR2. */
  public boolean forbids(int pprId) {
    return forbiddenProfilePolicyRules.filter(rules -> Der.bit(rules, pprId)).isPresent();
  }

  /** Returns the versions supported beside profileVersion (additionalEuiccProfilePackageVersions). */
  public List<VersionType> additionalProfilePackageVersions() {
    try {
      var members = Tlv.parse(PATH, 0xBF22, der).members(PATH);
      while (members.hasNext()) {
        var member = members.next();
        if (member.tag() == ADDITIONAL_VERSIONS) {
          return versions(member.members(PATH));
        }
      }
      return List.of();
    } catch (InvalidMessage e) {
      return List.of(); // an extension behind what is checked when it is read
    }
  }

  private static List<VersionType> versions(TlvReader members) {
    var versions = new ArrayList<VersionType>();
    while (members.hasNext()) {
      versions.add(VersionType.next(members, 0x04, "additionalEuiccProfilePackageVersions"));
    }
    return List.copyOf(versions);
  }

  /** Returns the octets free for profiles, if extCardResource tells (ETSI TS 102 226 §8.2.1.7.2). */
  public Optional<Long> freeNonVolatileMemory() {
    try {
      var resources = new TlvReader(PATH + ".extCardResource", extCardResource);
      while (resources.hasNext()) {
        var resource = resources.next();
        if (resource.tag() == FREE_NON_VOLATILE_MEMORY) {
          return unsigned(resource.value());
        }
      }
      return Optional.empty();
    } catch (InvalidMessage e) {
      return Optional.empty(); // an OCTET STRING to SGP.22: what is in it proves or breaks nothing
    }
  }

  private static Optional<Long> unsigned(Bytes octets) {
    return octets.isEmpty() || octets.size() > 7
        ? Optional.empty()
        : Optional.of(new BigInteger(1, octets.toArray()).longValueExact());
  }

  /** Builds EUICCInfo2; what is not set says "none" in the shortest legal way. */
  public static final class Builder {
    private static final Bytes NO_BITS = Bytes.of((byte) 0);

    private final VersionType svn;
    private List<SubjectKeyId> forVerification;
    private List<SubjectKeyId> forSigning;
    private VersionType profileVersion = new VersionType(2, 3, 1);
    private VersionType euiccFirmwareVer = new VersionType(1, 0, 0);
    private Bytes extCardResource = Bytes.EMPTY;
    private Bytes uiccCapability = NO_BITS;
    private Bytes rspCapability = NO_BITS;
    private Optional<Bytes> forbiddenProfilePolicyRules = Optional.empty();
    private Optional<VersionType> ppVersion = Optional.of(new VersionType(1, 0, 0));
    private String sasAccreditationNumber = "";

    private Builder(
        VersionType svn, List<SubjectKeyId> forVerification, List<SubjectKeyId> forSigning) {
      this.svn = svn;
      this.forVerification = forVerification;
      this.forSigning = forSigning;
    }

    public Builder profileVersion(VersionType version) {
      profileVersion = version;
      return this;
    }

    public Builder euiccFirmwareVer(VersionType version) {
      euiccFirmwareVer = version;
      return this;
    }

    /** Sets the TLVs 81 (applications), 82 (free non-volatile memory) and 83 (free volatile memory). */
    public Builder extCardResource(Bytes resources) {
      extCardResource = resources;
      return this;
    }

    /** Sets extCardResource for a card with this many free octets. */
    public Builder extCardResource(int applications, int freeNonVolatile, int freeVolatile) {
      return extCardResource(Bytes.concat(
          Der.integer(0x81, applications),
          octets(0x82, freeNonVolatile),
          octets(0x83, freeVolatile)));
    }

    public Builder uiccCapability(int... bits) {
      uiccCapability = Der.bitsContent(bits);
      return this;
    }

    public Builder rspCapability(int... bits) {
      rspCapability = Der.bitsContent(bits);
      return this;
    }

    /** Forbids by PprIds: 1 is PPR1, 2 is PPR2. */
    public Builder forbiddenProfilePolicyRules(int... pprIds) {
      forbiddenProfilePolicyRules = Optional.of(Der.bitsContent(pprIds));
      return this;
    }

    public Builder ppVersion(VersionType version) {
      ppVersion = Optional.of(version);
      return this;
    }

    public Builder sasAccreditationNumber(String number) {
      sasAccreditationNumber = number;
      return this;
    }

    public EuiccInfo2 build() {
      return build(Der.tlv(
          0xBF22,
          Der.tlv(0x81, profileVersion.octets()),
          Der.tlv(0x82, svn.octets()),
          Der.tlv(0x83, euiccFirmwareVer.octets()),
          Der.tlv(0x84, extCardResource),
          Der.tlv(0x85, uiccCapability),
          Der.tlv(0x88, rspCapability),
          SubjectKeyId.list(0xA9, forVerification),
          SubjectKeyId.list(0xAA, forSigning),
          Der.optional(0x99, forbiddenProfilePolicyRules),
          Der.optional(0x04, ppVersion.map(VersionType::octets)),
          Der.utf8(0x0C, sasAccreditationNumber)));
    }

    private EuiccInfo2 build(Bytes der) {
      return new EuiccInfo2(
          profileVersion,
          svn,
          euiccFirmwareVer,
          extCardResource,
          uiccCapability,
          rspCapability,
          forVerification,
          forSigning,
          forbiddenProfilePolicyRules,
          ppVersion,
          sasAccreditationNumber,
          der);
    }

    private static Bytes octets(int tag, int value) {
      return Der.tlv(
          tag, Bytes.of((byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte)
              value));
    }
  }
}
