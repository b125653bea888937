package org.opensmdp.activation.rollout;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A time in which nothing is promoted.
 *
 * @param freezeId 0 before it is stored
 * @param profileTypeId of the type it holds for; empty: for all
 * @param why 1 to 500 characters
 */
public record FreezeWindow(
    long freezeId,
    OptionalLong profileTypeId,
    Instant startsAt,
    Instant endsAt,
    String why,
    String actor) {
  public FreezeWindow {
    if (!endsAt.isAfter(startsAt) || why.isBlank() || why.length() > 500) {
      throw new IllegalArgumentException(
          "freeze: it ends after it starts, and says why in 1 to 500 characters");
    }
  }

  public boolean holds(long profileType, Instant now) {
    return (profileTypeId.isEmpty() || profileTypeId.getAsLong() == profileType)
        && !now.isBefore(startsAt)
        && now.isBefore(endsAt);
  }
}
