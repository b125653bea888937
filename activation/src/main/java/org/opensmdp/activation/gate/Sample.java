package org.opensmdp.activation.gate;

import java.util.Optional;
import java.util.OptionalDouble;
import org.opensmdp.activation.AttemptEnd.Result;
import org.opensmdp.activation.Attribution;

/**
 * What became of one attempt, as the gate counts it.
 *
 * @param arm the version under test, or the stable one beside it
 * @param stage index of the stage it fell in
 * @param device what tells cards apart; the gate compares it and nothing else
 * @param attribution absent of a success
 * @param cause as {@link org.opensmdp.activation.AttemptEnd#cause}; empty of a success
 * @param seconds from the package's delivery to the card's report
 */
public record Sample(
    Arm arm,
    int stage,
    Stratum stratum,
    String device,
    Result result,
    Optional<Attribution> attribution,
    String cause,
    OptionalDouble seconds) {

  /** Which version it got. */
  public enum Arm {
    NEW,
    STABLE
  }
}
