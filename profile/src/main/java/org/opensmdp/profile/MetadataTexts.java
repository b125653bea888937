package org.opensmdp.profile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Icon;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.ProfileClass;

/**
 * What the metadata of all profiles of a type have in common (SGP.22 v2 §5.5.3).
 *
 * @param serviceProviderName 1 to 32 octets of UTF-8
 * @param profileName 1 to 64 octets of UTF-8
 * @param notifications whom the device tells about which events
 * @param icon a picture of 64 x 64 pixels
 * @param policyRules a profile that has any needs an owner, and so an IMSI
 * @param gid1 what EF.GID1 of the profile holds, if the owner is a group of a network
 * @param gid2 likewise EF.GID2
 */
public record MetadataTexts(
    String serviceProviderName,
    String profileName,
    ProfileClass profileClass,
    List<NotificationConfiguration> notifications,
    Optional<Icon> icon,
    Set<ProfilePolicyRule> policyRules,
    Optional<Bytes> gid1,
    Optional<Bytes> gid2) {
  /**
   * Makes the texts.
   *
   * @throws IllegalArgumentException if the icon is no whole picture of its type, or has another size
   */
  public MetadataTexts {
    notifications = List.copyOf(notifications);
    policyRules = Set.copyOf(policyRules);
    icon.ifPresent(IconPixels::check);
  }

  /** Makes the texts of profiles whose owner is a network and no group in it. */
  public MetadataTexts(
      String serviceProviderName,
      String profileName,
      ProfileClass profileClass,
      List<NotificationConfiguration> notifications,
      Optional<Icon> icon,
      Set<ProfilePolicyRule> policyRules) {
    this(
        serviceProviderName,
        profileName,
        profileClass,
        notifications,
        icon,
        policyRules,
        Optional.empty(),
        Optional.empty());
  }

  /** Makes the texts of profiles without policy rules. */
  public MetadataTexts(
      String serviceProviderName,
      String profileName,
      ProfileClass profileClass,
      List<NotificationConfiguration> notifications,
      Optional<Icon> icon) {
    this(serviceProviderName, profileName, profileClass, notifications, icon, Set.of());
  }
}
