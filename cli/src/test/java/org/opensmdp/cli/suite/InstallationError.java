package org.opensmdp.cli.suite;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Every errorReason a card may report (SGP.22 v2 §2.5.6; from 17 on of v2.6 and v3), one that nobody
 * knows among them, and the pair the server makes of it.
 *
 * @param temporary whether the card may come again
 */
record InstallationError(int errorReason, Refused refused, boolean temporary) {
  private static final int[] REASONS = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 26, 31, 32, 99,
    127
  };
  private static final Map<Integer, String> PAIRS =
      Map.of(9, "8.2.1/3.3", 10, "8.1/4.8", 15, "8.2.8/1.2");
  private static final List<Integer> TEMPORARY = List.of(10, 11);

  static List<InstallationError> all() {
    return IntStream.of(REASONS).mapToObj(InstallationError::of).toList();
  }

  static InstallationError of(int errorReason) {
    return new InstallationError(
        errorReason,
        new Refused(PAIRS.getOrDefault(errorReason, "8.2.10/4.2"), 0),
        TEMPORARY.contains(errorReason));
  }

  /** Returns what the rows become. */
  OrderRows after(OrderRows rows) {
    var closed = rows.lastSession("CLOSED");
    return temporary ? closed : closed.ended(refused.status());
  }

  @Override
  public String toString() {
    return "errorReason %d -> %s%s"
        .formatted(errorReason, refused.pair(), temporary ? ", for now" : "");
  }
}
