package org.opensmdp.activation.slo;

import java.util.OptionalDouble;

/**
 * How calls of one function were answered.
 *
 * @param function the standard's name, {@code ES9+.AuthenticateClient}
 * @param answered good: not refused by a fault of ours
 * @param quick good: answered within what S6 allows the function; nothing where it has no limit
 * @param p95Millis of which 95 % are faster; empty where the time is not kept
 */
public record CallFigures(String function, Tally answered, Tally quick, OptionalDouble p95Millis) {

  public boolean isOfDevices() {
    return function.startsWith("ES9+.");
  }
}
