package org.opensmdp.activation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How long an order may stay in a state, and what is done then.
 *
 * @param state ALLOCATED, LINKED, CONFIRMED, RELEASED or DOWNLOADED
 * @param maxAge at least a second
 */
public record OrderAge(ProfileState state, Duration maxAge, Action action) {
  private static final Set<ProfileState> OPEN = EnumSet.of(
      ProfileState.ALLOCATED,
      ProfileState.LINKED,
      ProfileState.CONFIRMED,
      ProfileState.RELEASED,
      ProfileState.DOWNLOADED);

  /** What holds for types that say nothing else: everything old is told, nothing is moved. */
  public static final List<OrderAge> USUAL = List.of(
      new OrderAge(ProfileState.ALLOCATED, Duration.ofDays(7), Action.TELL),
      new OrderAge(ProfileState.LINKED, Duration.ofDays(7), Action.TELL),
      new OrderAge(ProfileState.CONFIRMED, Duration.ofDays(7), Action.TELL),
      new OrderAge(ProfileState.RELEASED, Duration.ofDays(90), Action.TELL),
      new OrderAge(ProfileState.DOWNLOADED, Duration.ofDays(1), Action.TELL));

  public OrderAge {
    if (!OPEN.contains(state)) {
      throw new IllegalArgumentException("state: %s (expected: one of %s)".formatted(state, OPEN));
    }
    if (maxAge.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "maxAge: %s (expected: a second or more)".formatted(maxAge));
    }
  }

  /** What becomes of an order that is too old. */
  public enum Action {
    /** An event, a figure, nothing more. */
    TELL,
    /** The order is cancelled and its profile offered again, after its quarantine if it has one. */
    RETURN_TO_STOCK,
    /** The order is cancelled and its profile is not used again. */
    WITHDRAW
  }
}
