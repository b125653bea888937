package org.opensmdp.simulator.apdu;

/** How a card hands over an answer to a command that carried data. */
public enum BlockMode {
  /** As over T=0: 61xx first, and the answer in pieces of up to 256 octets to GET RESPONSE. */
  T0,
  /** All at once, of any length, as over T=1 with extended lengths. */
  WHOLE
}
