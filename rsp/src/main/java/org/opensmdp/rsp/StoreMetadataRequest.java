package org.opensmdp.rsp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ES8+.StoreMetadata, also the profileMetadata that ES9+.AuthenticateClient announces: the same octets
 * in both places (SGP.22 v2 §5.5.3).
 *
 * <pre>
 * StoreMetadataRequest ::= [37] SEQUENCE { -- Tag 'BF25'
 *     iccid                              Iccid,
 *     serviceProviderName           [17] UTF8String (SIZE(0..32)),
 *     profileName                   [18] UTF8String (SIZE(0..64)),
 *     iconType                      [19] IconType OPTIONAL,
 *     icon                          [20] OCTET STRING (SIZE(0..1024)) OPTIONAL,
 *     profileClass                  [21] ProfileClass DEFAULT operational,
 *     notificationConfigurationInfo [22] SEQUENCE OF NotificationConfigurationInformation OPTIONAL,
 *     profileOwner                  [23] OperatorId OPTIONAL,
 *     profilePolicyRules            [25] PprIds OPTIONAL,
 *     serviceSpecificDataStoredInEuicc    [34] VendorSpecificExtension OPTIONAL,
 *     serviceSpecificDataNotStoredInEuicc [35] VendorSpecificExtension OPTIONAL }
 * </pre>
 *
 * @param profilePolicyRules the value of the BIT STRING, read with {@link Der#bit}
 */
public record StoreMetadataRequest(
    Iccid iccid,
    String serviceProviderName,
    String profileName,
    Optional<Icon> icon,
    ProfileClass profileClass,
    List<NotificationConfiguration> notificationConfigurationInfo,
    Optional<ProfileOwner> profileOwner,
    Optional<Bytes> profilePolicyRules,
    Bytes der) {
  private static final String PATH = "StoreMetadataRequest";
  private static final int LONGEST_PROVIDER_NAME = 32;
  private static final int LONGEST_PROFILE_NAME = 64;

  public StoreMetadataRequest {
    atMost(LONGEST_PROVIDER_NAME, "serviceProviderName", serviceProviderName);
    atMost(LONGEST_PROFILE_NAME, "profileName", profileName);
    notificationConfigurationInfo = List.copyOf(notificationConfigurationInfo);
  }

  private static void atMost(int octets, String name, String text) {
    Sizes.between(PATH + "." + name, 0, octets, Bytes.wrap(text.getBytes(UTF_8)));
  }

  public static Builder builder(Iccid iccid, String serviceProviderName, String profileName) {
    return new Builder(iccid, serviceProviderName, profileName);
  }

  public static StoreMetadataRequest parse(Bytes octets) {
    var members = Tlv.parse(PATH, 0xBF25, octets).members(PATH);
    var request = new StoreMetadataRequest(
        Iccid.fromSwapped(members.path("iccid"), members.value(0x5A, "iccid")),
        members.utf8(0x91, "serviceProviderName"),
        members.utf8(0x92, "profileName"),
        nextIcon(members),
        nextProfileClass(members),
        nextNotifications(members),
        members.optional(0xB7).map(owner -> ProfileOwner.from(owner.members("profileOwner"))),
        members
            .optional(0x99)
            .map(rules -> Der.bitsValue(members.path("profilePolicyRules"), rules)),
        octets);
    members.skipRest();
    return request;
  }

  private static Optional<Icon> nextIcon(TlvReader members) {
    var type = members.optional(0x93).map(tlv -> Der.intValue(members.path("iconType"), tlv));
    var icon = members.optional(0x94).map(Tlv::value);
    if (type.isEmpty() && icon.isPresent()) {
      throw new InvalidMessage(members.path("iconType") + ": missing beside icon");
    }
    return icon.flatMap(octets -> type.map(known -> new Icon(known, octets)));
  }

  private static ProfileClass nextProfileClass(TlvReader members) {
    return members
        .optional(0x95)
        .map(tlv -> ProfileClass.from(members.path("profileClass"), tlv))
        .orElse(ProfileClass.OPERATIONAL);
  }

  private static List<NotificationConfiguration> nextNotifications(TlvReader members) {
    String path = members.path("notificationConfigurationInfo");
    return members
        .optional(0xB6)
        .map(list -> NotificationConfiguration.list(list.members(path)))
        .orElse(List.of());
  }

  /** Builds the request. What v2 clients and eUICCs choke on is refused. */
  public static final class Builder {
    private final Iccid iccid;
    private final String serviceProviderName;
    private final String profileName;
    private final List<NotificationConfiguration> notifications = new ArrayList<>();
    private Optional<Icon> icon = Optional.empty();
    private ProfileClass profileClass = ProfileClass.OPERATIONAL;
    private Optional<ProfileOwner> profileOwner = Optional.empty();
    private Optional<Bytes> profilePolicyRules = Optional.empty();

    private Builder(Iccid iccid, String serviceProviderName, String profileName) {
      this.iccid = iccid;
      this.serviceProviderName = serviceProviderName;
      this.profileName = profileName;
    }

    public Builder profileClass(ProfileClass value) {
      profileClass = value;
      return this;
    }

    public Builder icon(Icon value) {
      icon = Optional.of(value);
      return this;
    }

    /** Adds one configuration behind those there. */
    public Builder notification(NotificationConfiguration value) {
      notifications.add(value);
      return this;
    }

    public Builder profileOwner(ProfileOwner value) {
      profileOwner = Optional.of(value);
      return this;
    }

    /** Sets the rules by PprIds: 0 is pprUpdateControl, 1 is PPR1, 2 is PPR2. */
    public Builder profilePolicyRules(int... pprIds) {
      return profilePolicyRules(Der.bitsContent(pprIds));
    }

    /** Sets the value of the BIT STRING. */
    public Builder profilePolicyRules(Bytes value) {
      profilePolicyRules = Optional.of(value);
      return this;
    }

    /**
     * Returns the request, encoded.
     *
     * @throws InvalidMessage if a name is empty or too long, an address is no host name, or policy
     *     rules have no owner
     */
    public StoreMetadataRequest build() {
      notEmpty("serviceProviderName", serviceProviderName);
      notEmpty("profileName", profileName);
      notifications.forEach(Builder::namesAHost);
      rulesHaveAnOwner();
      return new StoreMetadataRequest(
          iccid,
          serviceProviderName,
          profileName,
          icon,
          profileClass,
          notifications,
          profileOwner,
          profilePolicyRules,
          encoded());
    }

    private static void notEmpty(String name, String text) {
      if (text.isBlank()) {
        throw new InvalidMessage("%s.%s: empty".formatted(PATH, name));
      }
    }

    private static void namesAHost(NotificationConfiguration notification) {
      if (!HostName.holds(notification.notificationAddress())) {
        throw new InvalidMessage("%s.notificationAddress: '%s' (expected: a host name)"
            .formatted(PATH, notification.notificationAddress()));
      }
    }

    /** An eUICC asks its rules authorisation table by the owner. */
    private void rulesHaveAnOwner() {
      if (profilePolicyRules.isPresent() && profileOwner.isEmpty()) {
        throw new InvalidMessage(PATH + ".profileOwner: missing beside profilePolicyRules");
      }
    }

    private Bytes encoded() {
      return Der.tlv(
          0xBF25,
          Der.tlv(0x5A, iccid.swapped()),
          Der.utf8(0x91, serviceProviderName),
          Der.utf8(0x92, profileName),
          icon.map(Builder::encoded).orElse(Bytes.EMPTY),
          profileClass == ProfileClass.OPERATIONAL // the DEFAULT, which DER leaves out
              ? Bytes.EMPTY
              : Der.integer(0x95, profileClass.code()),
          encodedNotifications(),
          profileOwner.map(owner -> owner.toDer(0xB7)).orElse(Bytes.EMPTY),
          Der.optional(0x99, profilePolicyRules));
    }

    private static Bytes encoded(Icon icon) {
      return Bytes.concat(Der.integer(0x93, icon.iconType()), Der.tlv(0x94, icon.icon()));
    }

    private Bytes encodedNotifications() {
      if (notifications.isEmpty()) {
        return Bytes.EMPTY;
      }
      return Der.tlv(
          0xB6, notifications.stream().map(NotificationConfiguration::toDer).toArray(Bytes[]::new));
    }
  }
}
