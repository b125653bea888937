package org.opensmdp.simulator;

import org.opensmdp.rsp.Bytes;

/**
 * The functions of an ISD-R behind its transport, ES10a, ES10b and ES10c (SGP.22 v2 §5.7): what STORE
 * DATA carries, put together again. One thread at a time, like a card.
 */
public interface Es10 {
  /**
   * Takes what one sequence of STORE DATA has carried: the whole TLV of a request, or one piece of a
   * bound profile package.
   *
   * @return the TLV of the response; empty where the function has none yet
   * @throws CardRefusal with the status word, if there is to be no response at all
   */
  Bytes storeData(Bytes data);

  /** Takes the power away and gives it back: the session is lost, what is in memory stays. */
  void powerCycle();

  /** Whether the card has a REFRESH for the terminal to fetch: then 91xx stands for 9000. */
  default boolean refreshPending() {
    return false;
  }

  /** The terminal has fetched the REFRESH. */
  default void refreshed() {}
}
