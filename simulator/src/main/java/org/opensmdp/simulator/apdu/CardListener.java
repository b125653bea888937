package org.opensmdp.simulator.apdu;

import org.opensmdp.rsp.Bytes;

/** Hears all that passes between a terminal and a card, in order, one call at a time. */
public interface CardListener {
  CardListener NONE = new CardListener() {};

  /** The card has been reset and has answered. */
  default void reset(Bytes atr) {}

  /**
   * A command has been answered.
   *
   * @param response data and status word
   */
  default void exchanged(Bytes command, Bytes response) {}

  /**
   * A function of the ISD-R has been called; the exchange that carried the last block follows.
   *
   * @param request what all blocks carried
   * @param response empty if there is none
   */
  default void called(Bytes request, Bytes response) {}

  /** Returns a listener that tells both. */
  default CardListener and(CardListener other) {
    var first = this;
    return new CardListener() {
      @Override
      public void reset(Bytes atr) {
        first.reset(atr);
        other.reset(atr);
      }

      @Override
      public void exchanged(Bytes command, Bytes response) {
        first.exchanged(command, response);
        other.exchanged(command, response);
      }

      @Override
      public void called(Bytes request, Bytes response) {
        first.called(request, response);
        other.called(request, response);
      }
    };
  }
}
