package org.opensmdp.simulator;

/** A card that has lost its power in the middle of a command: nobody answers. */
public final class PowerLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PowerLost(String when) {
    super("the card lost its power " + when);
  }
}
