package org.opensmdp.console;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.opensmdp.profile.DisplayName;
import org.opensmdp.profile.MetadataDraft;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Icon;
import org.opensmdp.rsp.NotificationConfiguration;

/** What phones show of a profile type, as members of JSON. */
final class TypeMetadata {
  static final Set<String> NAMES = Set.of("serviceProviderName", "profileName");
  static final Set<String> FIXED =
      Set.of("cut", "profileClass", "icon", "notifications", "gid1", "gid2", "policyRules");

  private TypeMetadata() {}

  /**
   * Reads the metadata of a new type.
   *
   * @throws AdminRefusal 400 if a member cannot be read, 422 if no phone would show it
   */
  static MetadataTexts read(Members members) {
    var provider = members.requiredText("serviceProviderName");
    var profile = members.requiredText("profileName");
    try {
      var draft = members.flag("cut").orElse(false)
          ? MetadataDraft.cut(provider, profile)
          : MetadataDraft.of(provider, profile);
      members.text("profileClass").ifPresent(draft::profileClass);
      members.text("icon", TypeMetadata::base64).ifPresent(draft::icon);
      members.texts("policyRules").orElse(List.of()).forEach(draft::policyRule);
      draft.groups(members.text("gid1", Bytes::fromHex), members.text("gid2", Bytes::fromHex));
      members.object("notifications").ifPresent(hosts -> notifications(hosts, draft));
      return draft.texts();
    } catch (IllegalArgumentException e) {
      throw AdminRefusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** {@code {"host": ["install", "delete"], ...}}; no event is every event. */
  private static void notifications(Members hosts, MetadataDraft draft) {
    hosts.names().forEach(host -> draft.notification(host, hosts.texts(host).orElse(List.of())));
  }

  /** Returns the metadata with other names where there are any. */
  static MetadataTexts renamed(MetadataTexts texts, Members members) {
    try {
      return new MetadataTexts(
          members
              .text("serviceProviderName")
              .map(DisplayName.SERVICE_PROVIDER::checked)
              .orElse(texts.serviceProviderName()),
          members.text("profileName").map(DisplayName.PROFILE::checked).orElse(texts.profileName()),
          texts.profileClass(),
          texts.notifications(),
          texts.icon(),
          texts.policyRules(),
          texts.gid1(),
          texts.gid2());
    } catch (IllegalArgumentException e) {
      throw AdminRefusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static Bytes base64(String text) {
    return Bytes.wrap(Base64.getDecoder().decode(text));
  }

  static Map<String, Object> of(MetadataTexts texts) {
    var members = new LinkedHashMap<String, Object>();
    members.put("serviceProviderName", texts.serviceProviderName());
    members.put("profileName", texts.profileName());
    members.put("profileClass", word(texts.profileClass()));
    members.put(
        "icon",
        texts.icon().map(icon -> Base64.getEncoder().encodeToString(icon.icon().toArray())));
    members.put("iconType", texts.icon().map(icon -> icon.iconType() == Icon.PNG ? "png" : "jpg"));
    members.put("notifications", notifications(texts.notifications()));
    members.put("gid1", texts.gid1().map(Bytes::toString));
    members.put("gid2", texts.gid2().map(Bytes::toString));
    members.put(
        "policyRules", texts.policyRules().stream().sorted().map(Enum::name).toList());
    return members;
  }

  private static Map<String, Object> notifications(List<NotificationConfiguration> all) {
    var members = new LinkedHashMap<String, Object>();
    all.forEach(one -> members.put(
        one.notificationAddress(),
        one.events().stream().sorted().map(TypeMetadata::word).toList()));
    return members;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
