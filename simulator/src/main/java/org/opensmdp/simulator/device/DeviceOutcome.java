package org.opensmdp.simulator.device;

import org.opensmdp.rsp.Iccid;
import org.opensmdp.simulator.LpaStep;

/** How it ended for a device that came for a profile, after as many tries as its manner allows. */
public sealed interface DeviceOutcome {
  /** Returns what happened in plain words, the same for the same cause: what reports count by. */
  String cause();

  /**
   * The profile is on the card.
   *
   * @param enabled whether it has been switched on too
   */
  record Installed(Iccid iccid, boolean enabled) implements DeviceOutcome {
    @Override
    public String cause() {
      return "installed";
    }
  }

  /**
   * The card has not taken the profile, or the device gave up.
   *
   * @param code what says so: {@code PIR 10}, {@code cancel 0}
   */
  record NotInstalled(String code, String cause) implements DeviceOutcome {}

  /**
   * The server has refused.
   *
   * @param subject the subject code, as {@code 8.2.6}
   * @param reason the reason code, as {@code 3.8}
   */
  record Refused(LpaStep step, String subject, String reason) implements DeviceOutcome {
    /** Returns both codes as people write them, {@code 8.2.6/3.8}. */
    public String pair() {
      return subject + "/" + reason;
    }

    @Override
    public String cause() {
      return PlainWords.ofPair(pair());
    }
  }

  /** The device got no answer it could use: from the server or from its card. */
  record Lost(LpaStep step, String why) implements DeviceOutcome {
    @Override
    public String cause() {
      return PlainWords.ofLoss(step);
    }
  }
}
