package org.opensmdp.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a rollout demo ended, and whether what is promised of rollouts was kept.
 *
 * @param quarantined strata that were taken out of the second version's rollout
 * @param rolledBack whether the third version was taken back by the machine
 * @param hurtBeforeRollback devices whose card refused the third version
 * @param countedByServer how many of those the server knows of
 * @param secondsToRollback from the deciding report until every node gave the last stable version
 * @param hurt devices that either version has hurt
 * @param reinstalled of them, those that came again and have a profile
 * @param stillHurt devices that have come and have no profile
 * @param secondIsStable whether the second version became stable for all others by itself
 * @param exempted who got which version since
 */
record RolloutPromises(
    List<String> quarantined,
    boolean rolledBack,
    int hurtBeforeRollback,
    int countedByServer,
    double secondsToRollback,
    int hurt,
    int reinstalled,
    int stillHurt,
    boolean secondIsStable,
    Exempted exempted) {
  /** The time of a rollback that not every node has shown. */
  static final double NEVER_SEEN = -1;

  private static final int MOST_HURT = 10;
  private static final double MOST_SECONDS = 60;

  RolloutPromises {
    quarantined = List.copyOf(quarantined);
  }

  /** A promise in words, and whether it was kept. */
  record Promise(String text, boolean kept) {}

  /** Returns all promises, in the order of the story. */
  List<Promise> all() {
    var all = new ArrayList<Promise>();
    all.add(new Promise(
        "one kind of card was taken out, no other: " + String.join(", ", quarantined),
        quarantined.size() == 1));
    all.add(new Promise("version 2 became stable for all others, by itself", secondIsStable));
    all.add(new Promise(
        "since then its cards get version 1, all others version 2: %d and %d"
            .formatted(exempted.first(), exempted.second()),
        exempted.first() > 0 && exempted.second() > 0 && exempted.wrong() == 0));
    all.add(new Promise("version 3 was rolled back", rolledBack));
    all.add(new Promise(
        "at most %d devices hurt by it: %d".formatted(MOST_HURT, hurtBeforeRollback),
        hurtBeforeRollback <= MOST_HURT));
    all.add(new Promise(
        "the server counts the same: " + countedByServer, countedByServer == hurtBeforeRollback));
    all.add(new Promise(
        "at most %.0f s from the deciding report to all nodes: %.1f s"
            .formatted(MOST_SECONDS, secondsToRollback),
        rolledBack && secondsToRollback >= 0 && secondsToRollback <= MOST_SECONDS));
    all.add(new Promise(
        "every hurt device that came again has its profile: %d of %d".formatted(reinstalled, hurt),
        reinstalled == hurt));
    all.add(new Promise("devices without a profile at the end: " + stillHurt, stillHurt == 0));
    return all;
  }

  boolean kept() {
    return all().stream().allMatch(Promise::kept);
  }

  void print(PrintStream out) {
    all()
        .forEach(promise ->
            out.printf("  %-8s  %s%n", promise.kept() ? "kept" : "NOT KEPT", promise.text()));
  }

  /** Returns what {@code --json} ends with. */
  Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("quarantined", quarantined);
    members.put("rolledBack", rolledBack);
    members.put("hurtBeforeRollback", hurtBeforeRollback);
    members.put("secondsToRollback", Math.round(secondsToRollback * 1000) / 1000.0);
    members.put("reinstalled", reinstalled);
    members.put("stillHurt", stillHurt);
    return members;
  }
}
