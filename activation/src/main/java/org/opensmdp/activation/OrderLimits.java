package org.opensmdp.activation;

import java.time.Instant;
import java.util.Optional;

/**
 * Limits of one order, instead of those of its type.
 *
 * @param expiresAt until when it can be downloaded
 * @param maxDownloadAttempts authenticateClient calls it survives, 1 or more
 * @param maxConfirmationAttempts wrong confirmation codes it survives, less one; 1 or more
 */
public record OrderLimits(
    Optional<Instant> expiresAt,
    Optional<Integer> maxDownloadAttempts,
    Optional<Integer> maxConfirmationAttempts) {
  public static final OrderLimits NONE =
      new OrderLimits(Optional.empty(), Optional.empty(), Optional.empty());

  public OrderLimits {
    positive("maxDownloadAttempts", maxDownloadAttempts);
    positive("maxConfirmationAttempts", maxConfirmationAttempts);
  }

  private static void positive(String name, Optional<Integer> value) {
    if (value.filter(number -> number < 1 || number > 1_000).isPresent()) {
      throw new IllegalArgumentException(name + ": 1 to 1000 expected");
    }
  }

  boolean isNone() {
    return equals(NONE);
  }

  String told() {
    return "limits:"
        + expiresAt.map(time -> " expires " + time).orElse("")
        + maxDownloadAttempts.map(most -> " downloads " + most).orElse("")
        + maxConfirmationAttempts.map(most -> " confirmation codes " + most).orElse("");
  }
}
