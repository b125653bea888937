package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Icon;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;

/**
 * The metadata of a type as an administrator writes them, on their way to {@link MetadataTexts}.
 * Whatever a phone or an eUICC would stumble over is refused here, with what would be right.
 */
public final class MetadataDraft {
  private static final int MOST_ADDRESSES = 8;
  private static final int MOST_GROUP_OCTETS = 20;

  private final String serviceProviderName;
  private final String profileName;
  private final List<NotificationConfiguration> notifications = new ArrayList<>();
  private final Set<ProfilePolicyRule> policyRules = EnumSet.noneOf(ProfilePolicyRule.class);
  private ProfileClass profileClass = ProfileClass.OPERATIONAL;
  private Optional<Icon> icon = Optional.empty();
  private Optional<Bytes> gid1 = Optional.empty();
  private Optional<Bytes> gid2 = Optional.empty();

  private MetadataDraft(String serviceProviderName, String profileName) {
    this.serviceProviderName = serviceProviderName;
    this.profileName = profileName;
  }

  /** Starts with names that must fit as they are. */
  public static MetadataDraft of(String serviceProviderName, String profileName) {
    return new MetadataDraft(serviceProviderName, profileName);
  }

  /** Starts with names of which what does not fit is cut off, between characters. */
  public static MetadataDraft cut(String serviceProviderName, String profileName) {
    return new MetadataDraft(
        DisplayName.SERVICE_PROVIDER.cut(serviceProviderName),
        DisplayName.PROFILE.cut(profileName));
  }

  /**
   * Sets the class, in any case of letters.
   *
   * @throws IllegalArgumentException if the name is none of a class
   */
  public MetadataDraft profileClass(String name) {
    profileClass = named(ProfileClass.class, "profile class", name);
    return this;
  }

  /**
   * Has devices tell this host about these events; of no event named, about all.
   *
   * @throws IllegalArgumentException if it is no host name, is named twice, or a name is no event's
   */
  public MetadataDraft notification(String address, List<String> events) {
    var told = EnumSet.noneOf(NotificationEvent.class);
    events.forEach(event -> told.add(named(NotificationEvent.class, "event", event)));
    if (told.isEmpty()) {
      told.addAll(EnumSet.allOf(NotificationEvent.class));
    }
    notifications.add(new NotificationConfiguration(told, NotificationAddress.checked(address)));
    return this;
  }

  /**
   * Sets the picture, a PNG or a JPEG; which, is seen in its first octets.
   *
   * @throws IllegalArgumentException if it is neither, not whole, not 64 x 64 pixels or more than 1024
   *     octets
   */
  public MetadataDraft icon(Bytes picture) {
    try {
      var made = new Icon(PngPicture.isIn(picture) ? Icon.PNG : Icon.JPG, picture);
      IconPixels.check(made);
      icon = Optional.of(made);
      return this;
    } catch (InvalidMessage e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Sets the group identifiers of the owner, which must be those in EF.GID1 and EF.GID2 of the profile.
   *
   * @throws IllegalArgumentException if one has no or more than 20 octets
   */
  public MetadataDraft groups(Optional<Bytes> first, Optional<Bytes> second) {
    first.ifPresent(octets -> checkGroup("gid1", octets));
    second.ifPresent(octets -> checkGroup("gid2", octets));
    gid1 = first;
    gid2 = second;
    return this;
  }

  /**
   * Adds a rule, in any case of letters.
   *
   * @throws IllegalArgumentException if the name is none of a rule
   */
  public MetadataDraft policyRule(String name) {
    policyRules.add(named(ProfilePolicyRule.class, "policy rule", name));
    return this;
  }

  /**
   * Returns the metadata of the type.
   *
   * @throws IllegalArgumentException if a name is empty or too long, or an address is there twice
   */
  public MetadataTexts texts() {
    checkAddresses();
    return new MetadataTexts(
        DisplayName.SERVICE_PROVIDER.checked(serviceProviderName),
        DisplayName.PROFILE.checked(profileName),
        profileClass,
        notifications,
        icon,
        policyRules,
        gid1,
        gid2);
  }

  private void checkAddresses() {
    var known = new HashSet<String>();
    for (var notification : notifications) {
      if (!known.add(notification.notificationAddress().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "notification address: '%s' twice (expected: once, with all its events)"
                .formatted(notification.notificationAddress()));
      }
    }
    if (known.size() > MOST_ADDRESSES) {
      throw new IllegalArgumentException("notification addresses: %d (expected: at most %d)"
          .formatted(known.size(), MOST_ADDRESSES));
    }
  }

  private static void checkGroup(String name, Bytes octets) {
    if (octets.isEmpty() || octets.size() > MOST_GROUP_OCTETS) {
      throw new IllegalArgumentException(
          "%s: %d octets (expected: 1 to %d)".formatted(name, octets.size(), MOST_GROUP_OCTETS));
    }
  }

  private static <E extends Enum<E>> E named(Class<E> type, String what, String name) {
    return EnumSet.allOf(type).stream()
        .filter(each -> each.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "%s: '%s' (expected: one of %s)".formatted(what, name, EnumSet.allOf(type))));
  }
}
