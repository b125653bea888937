package org.opensmdp.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensmdp.rsp.Eid;

/**
 * How big a rollout demo is, and the plan that follows from it. With 1,500 devices and more the numbers of the
 * gate are the standard ones, and of the stages only the waiting times are shorter; with fewer the stages ask
 * for fewer verdicts, and not for the proof of the sequential test, which no small number can give.
 *
 * @param devices of the whole demo
 */
record RolloutSizes(int devices) {
  static final int FEWEST = 100;
  static final int MOST = 100_000;
  private static final int WHOLE = 1_500;
  private static final int FRIENDS = 12;
  private static final Duration STAGE = Duration.ofSeconds(2);
  private static final Duration BAKE = Duration.ofSeconds(3);

  RolloutSizes {
    if (devices < FEWEST || devices > MOST) {
      throw new IllegalArgumentException(
          "%d devices (expected: %d to %,d)".formatted(devices, FEWEST, MOST));
    }
  }

  private boolean whole() {
    return devices >= WHOLE;
  }

  /** Returns how many devices come before a new version is thought of. */
  int baseline() {
    return devices * 3 / 10;
  }

  /** Returns how many devices come at the same time. */
  int group() {
    return whole() ? 24 : 8;
  }

  /** Returns how many cards are named for the first stage. */
  int friends() {
    return whole() ? FRIENDS : 6;
  }

  /** Returns the plan of a rollout, as the admin API takes it. */
  Map<String, Object> plan(Collection<Eid> friends) {
    var stages = new ArrayList<Map<String, Object>>();
    var eids = friends.stream().map(Eid::digits).toList();
    stages.add(Map.of("eids", eids, "verdicts", Math.max(3, friends.size() / 2)));
    stages.add(stage(1, 1, 0, false));
    for (int percent : new int[] {25, 50, 100}) {
      stages.add(whole() ? stage(percent, 60, 30, true) : stage(percent, 4, 1, false));
    }
    stages.add(Map.of("bake", BAKE.toString()));
    var plan = new LinkedHashMap<String, Object>();
    plan.put("stages", stages);
    if (!whole()) {
      plan.put("gate", Map.of("verdicts", baseline() / 2, "perStratum", 1));
    }
    return plan;
  }

  private static Map<String, Object> stage(
      int percent, int verdicts, int perStratum, boolean proof) {
    var stage = new LinkedHashMap<String, Object>();
    stage.put("percent", percent);
    stage.put("atLeast", STAGE.toString());
    stage.put("verdicts", verdicts);
    stage.put("perStratum", perStratum);
    stage.put("proof", proof);
    return stage;
  }

  /** Returns the stages in words. */
  List<String> words() {
    var least = whole()
        ? "60 verdicts, 30 of each kind of card, and the test's acceptance"
        : "4 verdicts (with %,d devices and more: 60, and the test's acceptance)".formatted(WHOLE);
    return List.of(
        "the laboratory, %d named cards, 1 %%, 25 %%, 50 %%, 100 %%, bake".formatted(friends()),
        "25 %% and more ask for %s".formatted(least),
        "a stage lasts %d s at least, the bake %d s; in the field that is hours, and a week"
            .formatted(STAGE.toSeconds(), BAKE.toSeconds()));
  }
}
