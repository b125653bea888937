package org.opensmdp.simulator;

import org.opensmdp.rsp.Bytes;

/** What a USIM answers a challenge (3GPP TS 31.102 §7.1.2.1, TS 33.102 §6.3.3). */
public sealed interface AkaAnswer {
  /**
   * The network is proven, the challenge is fresh.
   *
   * @param ck cipher key, 16 octets
   * @param ik integrity key, 16 octets
   */
  record Success(Bytes res, Bytes ck, Bytes ik) implements AkaAnswer {
    /** A record would print the keys. */
    @Override
    public String toString() {
      return "Success[RES " + res + "]";
    }
  }

  /**
   * The network is proven, but its number is not one this USIM waits for.
   *
   * @param auts the card's own number, hidden, and MAC-S: 14 octets
   */
  record SynchronisationFailure(Bytes auts) implements AkaAnswer {}

  /** The challenge was not made with this USIM's key. */
  record MacFailure() implements AkaAnswer {}
}
