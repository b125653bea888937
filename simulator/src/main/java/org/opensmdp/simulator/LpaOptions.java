package org.opensmdp.simulator;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.DeviceInfo;

/**
 * What an LPA does of its own accord.
 *
 * @param deviceInfo what it tells of the phone
 * @param cancelAfterRefusal whether it cancels the session (endUserRejection) after Failed, as some do
 *     although the session is over then
 * @param notifyAfterInstall whether it delivers notifications right after an installation
 */
public record LpaOptions(
    DeviceInfo deviceInfo, boolean cancelAfterRefusal, boolean notifyAfterInstall) {
  private static final Bytes TAC = Bytes.fromHex("35290611");
  private static final Bytes LTE_RELEASE_15 = Der.tlv(0x85, Bytes.fromHex("0F0000"));

  /** Returns the options of a phone with LTE that behaves. */
  public static LpaOptions defaults() {
    var capabilities = Der.tlv(0xA1, LTE_RELEASE_15);
    return new LpaOptions(DeviceInfo.of(TAC, capabilities, Optional.empty()), false, true);
  }

  public LpaOptions cancellingAfterRefusal() {
    return new LpaOptions(deviceInfo, true, notifyAfterInstall);
  }

  /** Returns the options of an LPA that leaves notifications for later. */
  public LpaOptions keepingNotifications() {
    return new LpaOptions(deviceInfo, cancelAfterRefusal, false);
  }
}
