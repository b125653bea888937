package org.opensmdp.rsp;

/**
 * What an LPA delivers with ES9+.HandleNotification (SGP.22 v2 §5.6.4).
 *
 * <pre>
 * PendingNotification ::= CHOICE {
 *     profileInstallationResult [55] ProfileInstallationResult, -- tag 'BF37'
 *     otherSignedNotification   OtherSignedNotification }       -- tag '30'
 * </pre>
 */
public sealed interface PendingNotification
    permits ProfileInstallationResult, OtherSignedNotification {
  /** Returns the whole TLV, BF37 or 30. */
  Bytes der();

  NotificationMetadata notificationMetadata();

  /** Reads either alternative, with or without the A0 that the ASN.1 binding puts around it. */
  static PendingNotification parse(Bytes octets) {
    String path = "PendingNotification";
    var tlv = Tlv.parse(path, octets);
    var alternative = tlv.tag() == 0xA0 ? Tlv.parse(path, tlv.value()) : tlv;
    return switch (alternative.tag()) {
      case 0xBF37 -> ProfileInstallationResult.from(alternative);
      case 0x30 -> OtherSignedNotification.from(alternative);
      case 0xA1 ->
        throw new InvalidMessage(
            path + ": alternative A1, the RPM result of v3 (expected: BF37 or 30)");
      default ->
        throw new InvalidMessage("%s: alternative %s (expected: BF37 or 30)"
            .formatted(path, Tlv.hex(alternative.tag())));
    };
  }
}
