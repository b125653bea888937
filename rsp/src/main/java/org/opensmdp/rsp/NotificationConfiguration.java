package org.opensmdp.rsp;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whom to tell about which events of a profile (SGP.22 v2 §2.4a.1.2).
 *
 * <pre>
 * NotificationConfigurationInformation ::= SEQUENCE {
 *     profileManagementOperation NotificationEvent,
 *     notificationAddress        UTF8String }
 * </pre>
 */
public record NotificationConfiguration(Set<NotificationEvent> events, String notificationAddress) {
  public NotificationConfiguration {
    events = Set.copyOf(events);
  }

  static List<NotificationConfiguration> list(TlvReader list) {
    var configurations = new ArrayList<NotificationConfiguration>();
    while (list.hasNext()) {
      configurations.add(from(list.enter(0x30, "NotificationConfigurationInformation")));
    }
    return List.copyOf(configurations);
  }

  private static NotificationConfiguration from(TlvReader members) {
    var bits = members.bits(0x80, "profileManagementOperation");
    var events = EnumSet.allOf(NotificationEvent.class);
    events.removeIf(event -> !event.isIn(bits));
    var configuration =
        new NotificationConfiguration(events, members.utf8(0x81, "notificationAddress"));
    members.skipRest();
    return configuration;
  }

  Bytes toDer() {
    int[] bits = events.stream().mapToInt(NotificationEvent::bit).toArray();
    return Der.sequence(Der.namedBits(0x80, bits), Der.utf8(0x81, notificationAddress));
  }
}
