package org.opensmdp.simulator;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TlvReader;

/**
 * ES10b, the notifications of an eUICC listed, handed out and removed (SGP.22 v2 §5.7.9 to §5.7.11).
 *
 * <pre>
 * ListNotificationRequest ::= [40] SEQUENCE { -- Tag 'BF28'
 *     profileManagementOperation [1] NotificationEvent OPTIONAL }
 * RetrieveNotificationsListRequest ::= [43] SEQUENCE { -- Tag 'BF2B'
 *     searchCriteria CHOICE {
 *         seqNumber                  [0] INTEGER,
 *         profileManagementOperation [1] NotificationEvent } OPTIONAL }
 * NotificationSentRequest ::= [48] SEQUENCE { -- Tag 'BF30'
 *     seqNumber [0] INTEGER }
 * </pre>
 *
 * The choice has no tag of its own in the list of members, so that A0 stands around it (X.680 §31.2.7).
 */
final class NotificationFunctions {
  private static final int OK = 0;
  private static final int NOTHING_TO_DELETE = 1;

  private final CardNotifications notifications;
  private final boolean lenient;

  NotificationFunctions(CardNotifications notifications, boolean lenient) {
    this.notifications = notifications;
    this.lenient = lenient;
  }

  Bytes list(Tlv request) {
    var members = request.members("ListNotificationRequest");
    var wanted = members.optional(0x81).map(NotificationFunctions::ofEvents);
    members.end();
    return answer(
        0xBF28, wanted, notification -> notification.notificationMetadata().der());
  }

  Bytes retrieve(Tlv request) {
    var members = request.members("RetrieveNotificationsListRequest");
    Optional<Predicate<PendingNotification>> wanted =
        members.hasNext() ? Optional.of(criterion(members)) : Optional.empty();
    members.end();
    return answer(0xBF2B, wanted, PendingNotification::der);
  }

  private Bytes answer(
      int tag,
      Optional<Predicate<PendingNotification>> wanted,
      Function<PendingNotification, Bytes> octets) {
    var list = notifications.pending().stream()
        .filter(wanted.orElse(any -> true))
        .map(octets)
        .toArray(Bytes[]::new);
    return Der.tlv(tag, Der.tlv(0xA0, list));
  }

  Bytes remove(Tlv request) {
    var members = request.members("NotificationSentRequest");
    long seqNumber = seqNumber(members.next(0x80, "seqNumber"));
    members.end();
    int status = notifications.remove(seqNumber) ? OK : NOTHING_TO_DELETE;
    return Der.tlv(0xBF30, Der.integer(0x80, status));
  }

  private Predicate<PendingNotification> criterion(TlvReader members) {
    var choice =
        members.peek() == 0xA0 || !lenient ? members.enter(0xA0, "searchCriteria") : members;
    var criterion = choice.next();
    choice.end();
    return switch (criterion.tag()) {
      case 0x80 -> ofNumber(seqNumber(criterion));
      case 0x81 -> ofEvents(criterion);
      default -> throw new InvalidMessage("searchCriteria: neither 80 nor 81");
    };
  }

  private static long seqNumber(Tlv tlv) {
    return Der.integerValue("seqNumber", tlv);
  }

  private static Predicate<PendingNotification> ofNumber(long seqNumber) {
    return notification -> notification.notificationMetadata().seqNumber() == seqNumber;
  }

  private static Predicate<PendingNotification> ofEvents(Tlv tlv) {
    var bits = Der.bitsValue("profileManagementOperation", tlv);
    return notification -> notification
        .notificationMetadata()
        .event()
        .filter(event -> Der.bit(bits, event.bit()))
        .isPresent();
  }
}
