package org.opensmdp.rsp;

import java.util.Optional;

/**
 * What can happen to an installed profile (SGP.22 v2 §5.7.9).
 *
 * <pre>
 * NotificationEvent ::= BIT STRING {
 *     notificationInstall(0), notificationEnable(1), notificationDisable(2), notificationDelete(3) }
 * </pre>
 */
public enum NotificationEvent {
  INSTALL(0),
  ENABLE(1),
  DISABLE(2),
  DELETE(3);

  private final int bit;

  NotificationEvent(int bit) {
    this.bit = bit;
  }

  public int bit() {
    return bit;
  }

  boolean isIn(Bytes bits) {
    return Der.bit(bits, bit);
  }

  /** Returns the first event whose bit is set; the bits of later versions name none. */
  static Optional<NotificationEvent> firstIn(Bytes bits) {
    for (NotificationEvent event : values()) {
      if (event.isIn(bits)) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }
}
