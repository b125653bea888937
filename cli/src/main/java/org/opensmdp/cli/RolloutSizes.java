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
  static final int FEWEST = 200;
  static final int MOST = 100_000;
  private static final int WHOLE = 1_500;
  private static final int FRIENDS = 12;
  private static final Duration STAGE = Duration.ofSeconds(2);
  private static final Duration SHORT_STAGE = Duration.ofMillis(300);
  private static final Duration BAKE = Duration.ofSeconds(3);
  private static final Duration SHORT_BAKE = Duration.ofMillis(500);

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

  /** Returns how many devices come only after the second version is the stable one. */
  int reserve() {
    return devices / 8;
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
    if (whole()) {
      List.of(25, 50, 100).forEach(percent -> stages.add(stage(percent, 60, 30, true)));
    } else {
      stages.add(stage(50, 4, 1, false));
      stages.add(stage(100, 24, 1, false));
    }
    stages.add(Map.of("bake", bake().toString()));
    var plan = new LinkedHashMap<String, Object>();
    plan.put("stages", stages);
    if (!whole()) {
      plan.put("gate", Map.of("verdicts", baseline() / 2, "perStratum", 1));
    }
    return plan;
  }

  private Duration atLeast() {
    return whole() ? STAGE : SHORT_STAGE;
  }

  private Duration bake() {
    return whole() ? BAKE : SHORT_BAKE;
  }

  private Map<String, Object> stage(int percent, int verdicts, int perStratum, boolean proof) {
    var stage = new LinkedHashMap<String, Object>();
    stage.put("percent", percent);
    stage.put("atLeast", atLeast().toString());
    stage.put("verdicts", verdicts);
    stage.put("perStratum", perStratum);
    stage.put("proof", proof);
    return stage;
  }

  /** Returns the stages in words. */
  List<String> words() {
    var shares = whole()
        ? List.of(
            "the laboratory, %d named cards, 1 %%, 25 %%, 50 %%, 100 %%, bake".formatted(friends()),
            "25 % and more ask for 60 verdicts, 30 of each kind of card, and the test's acceptance")
        : List.of(
            "the laboratory, %d named cards, 1 %%, 50 %%, 100 %%, bake".formatted(friends()),
            "50 %% asks for 4 verdicts, 100 %% for 24 (with %,d devices and more: 60, and the proof)"
                .formatted(WHOLE));
    return List.of(
        shares.get(0),
        shares.get(1),
        "a stage lasts %d ms at least, the bake %d ms; in the field that is hours, and a week"
            .formatted(atLeast().toMillis(), bake().toMillis()));
  }
}
