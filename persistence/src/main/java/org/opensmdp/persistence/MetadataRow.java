package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.profile.ProfilePolicyRule;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Icon;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;

/** How the metadata of a type lie in its row. */
final class MetadataRow {
  private MetadataRow() {}

  /** Returns the columns of the metadata with their values. */
  static Map<Field<?>, @Nullable Object> values(MetadataTexts texts) {
    var notifications = texts.notifications();
    var values = new HashMap<Field<?>, @Nullable Object>();
    values.put(PROFILE_TYPE.SERVICE_PROVIDER_NAME, texts.serviceProviderName());
    values.put(PROFILE_TYPE.PROFILE_NAME, texts.profileName());
    values.put(PROFILE_TYPE.PROFILE_CLASS, texts.profileClass().name());
    values.put(PROFILE_TYPE.POLICY_RULES, policyRules(texts));
    values.put(
        PROFILE_TYPE.ICON, texts.icon().map(icon -> icon.icon().toArray()).orElse(null));
    values.put(
        PROFILE_TYPE.ICON_TYPE,
        texts.icon().map(icon -> (short) icon.iconType()).orElse(null));
    values.put(PROFILE_TYPE.GID1, texts.gid1().map(Bytes::toArray).orElse(null));
    values.put(PROFILE_TYPE.GID2, texts.gid2().map(Bytes::toArray).orElse(null));
    values.put(
        PROFILE_TYPE.NOTIFICATION_ADDRESSES,
        notifications.stream()
            .map(NotificationConfiguration::notificationAddress)
            .toArray(String[]::new));
    values.put(
        PROFILE_TYPE.NOTIFICATION_EVENTS,
        notifications.stream().map(MetadataRow::bits).toArray(Short[]::new));
    values.put(PROFILE_TYPE.NOTIFICATION_ADDRESS, forEarlierNodes(notifications).orElse(null));
    return values;
  }

  static MetadataTexts texts(Record row) {
    return new MetadataTexts(
        row.get(PROFILE_TYPE.SERVICE_PROVIDER_NAME),
        row.get(PROFILE_TYPE.PROFILE_NAME),
        ProfileClass.valueOf(row.get(PROFILE_TYPE.PROFILE_CLASS)),
        notifications(row),
        icon(row),
        Arrays.stream(row.get(PROFILE_TYPE.POLICY_RULES))
            .map(ProfilePolicyRule::valueOf)
            .collect(Collectors.toUnmodifiableSet()),
        Optional.ofNullable(row.get(PROFILE_TYPE.GID1)).map(Bytes::wrap),
        Optional.ofNullable(row.get(PROFILE_TYPE.GID2)).map(Bytes::wrap));
  }

  private static String[] policyRules(MetadataTexts texts) {
    return texts.policyRules().stream().sorted().map(Enum::name).toArray(String[]::new);
  }

  private static Optional<Icon> icon(Record row) {
    return Optional.ofNullable(row.get(PROFILE_TYPE.ICON))
        .map(octets -> new Icon(row.get(PROFILE_TYPE.ICON_TYPE), Bytes.wrap(octets)));
  }

  /** A row of before, or of a node that is still what it was, has one address and no list. */
  private static List<NotificationConfiguration> notifications(Record row) {
    var addresses = row.get(PROFILE_TYPE.NOTIFICATION_ADDRESSES);
    var events = row.get(PROFILE_TYPE.NOTIFICATION_EVENTS);
    if (addresses.length == 0) {
      return Optional.ofNullable(row.get(PROFILE_TYPE.NOTIFICATION_ADDRESS)).stream()
          .map(MetadataRow::everythingTo)
          .toList();
    }
    return IntStream.range(0, addresses.length)
        .mapToObj(i -> new NotificationConfiguration(events(events[i]), addresses[i]))
        .toList();
  }

  /** Earlier nodes know one address, for all events; they get it where that is the whole truth. */
  private static Optional<String> forEarlierNodes(List<NotificationConfiguration> notifications) {
    return notifications.size() == 1
        ? notifications.stream()
            .filter(one -> one.equals(everythingTo(one.notificationAddress())))
            .map(NotificationConfiguration::notificationAddress)
            .findFirst()
        : Optional.empty();
  }

  private static NotificationConfiguration everythingTo(String address) {
    return new NotificationConfiguration(EnumSet.allOf(NotificationEvent.class), address);
  }

  private static short bits(NotificationConfiguration notification) {
    return (short)
        notification.events().stream().mapToInt(event -> 1 << event.bit()).sum();
  }

  private static EnumSet<NotificationEvent> events(int bits) {
    var events = EnumSet.allOf(NotificationEvent.class);
    events.removeIf(event -> (bits & (1 << event.bit())) == 0);
    return events;
  }
}
