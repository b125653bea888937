package org.opensmdp.rsp;

/**
 * The token of an activation code, also the EventID at an SM-DS: {@code A-Z 0-9 -}, compared exactly
 * (SGP.22 v2 §4.1). Empty stands for "none": the default SM-DP+ case.
 */
public record MatchingId(String text) {
  public static final MatchingId NONE = new MatchingId("");

  private static final int LONGEST = 255;

  public MatchingId {
    if (text.length() > LONGEST || !text.matches("[A-Z0-9-]*")) {
      throw new IllegalArgumentException(
          "matchingId: '%s' (expected: up to %d of A-Z 0-9 -)".formatted(text, LONGEST));
    }
  }

  public boolean isNone() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return text;
  }
}
