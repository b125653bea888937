package org.opensmdp.simulator;

import org.opensmdp.rsp.Bytes;

/**
 * The card behind its transport outside the ISD-R: the file system of the enabled profile and its
 * network access applications (3GPP TS 31.102, ETSI TS 102 221). One thread at a time.
 */
public interface Uicc {
  /**
   * Answers a command that is not for the ISD-R.
   *
   * @param channel the logical channel, 0 to 19; each has files of its own selected
   * @param command the whole APDU, its CLA as sent
   * @return data, if there are any, and the status word, whole: the transport cuts it
   */
  Bytes transmit(int channel, Bytes command);

  /** Forgets what is selected on a channel that has been closed. */
  void closed(int channel);

  /** Takes the power away and gives it back: nothing is selected and no PIN verified any more. */
  default void reset() {}
}
