package org.opensmdp.rsp;

import java.util.regex.Pattern;

/**
 * The token of an activation code, also the EventID at an SM-DS, compared exactly (SGP.22 v2 §4.1).
 * Empty stands for "none": the default SM-DP+ case.
 *
 * <p>A token that is given out is {@code A-Z 0-9 -} ({@link #strict}). A device may send whatever its
 * user typed, and is told that no order has it.
 */
public record MatchingId(String text) {
  public static final MatchingId NONE = new MatchingId("");

  private static final int LONGEST = 255;
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Z0-9-]*");

  public MatchingId {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "matchingId: %d characters (expected: up to %d)".formatted(text.length(), LONGEST));
    }
  }

  /**
   * Returns a token that may be given out.
   *
   * @throws IllegalArgumentException if it has other signs than {@code A-Z 0-9 -}
   */
  public static MatchingId strict(String text) {
    var id = new MatchingId(text);
    if (!id.isWellFormed()) {
      throw new IllegalArgumentException(
          "matchingId: '%s' (expected: up to %d of A-Z 0-9 -)".formatted(text, LONGEST));
    }
    return id;
  }

  /** Whether it is one that may have been given out. */
  public boolean isWellFormed() {
    return WELL_FORMED.matcher(text).matches();
  }

  public boolean isNone() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return text;
  }
}
