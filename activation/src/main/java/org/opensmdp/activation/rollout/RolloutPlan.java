package org.opensmdp.activation.rollout;

import java.time.Duration;
import java.util.List;
import org.opensmdp.activation.gate.GateTerms;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.RolloutStage.Kind;

/**
 * What was decided when a rollout was drawn up. It never changes.
 *
 * @param stages PREFLIGHT first; then NAMED and PERCENT, the shares growing up to all cards; then BAKE or
 *     nothing
 * @param segments whom it is for: whoever is in one of them; empty: everybody
 * @param exposure how many attempts may be undecided at a time
 * @param gate the numbers that its gate decides by
 */
public record RolloutPlan(
    List<RolloutStage> stages, List<Segment> segments, ExposureLimit exposure, GateTerms gate) {
  private static final int MOST_STAGES = 50;

  public RolloutPlan {
    stages = List.copyOf(stages);
    segments = List.copyOf(segments);
    check(stages.size() >= 2 && stages.size() <= MOST_STAGES, "stages: 2 to 50");
    check(stages.get(0).kind() == Kind.PREFLIGHT, "stages: the first is PREFLIGHT");
    check(only(stages, Kind.PREFLIGHT, 0), "stages: PREFLIGHT is the first and no other");
    check(only(stages, Kind.BAKE, stages.size() - 1), "stages: BAKE is the last and no other");
    check(grow(stages), "stages: every share is bigger than the one before, the last is 10000");
  }

  private static boolean only(List<RolloutStage> stages, Kind kind, int place) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).kind() == kind && i != place) {
        return false;
      }
    }
    return true;
  }

  private static boolean grow(List<RolloutStage> stages) {
    int before = 0;
    for (var stage : stages) {
      if (stage.kind() == Kind.PERCENT && stage.share() <= before) {
        return false;
      }
      before = Math.max(before, stage.share());
    }
    return before == RolloutStage.ALL;
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }

  /** Returns the plan of field use: 1, 5, 20, 50, 100 %, and a week of baking. */
  public static RolloutPlan standard() {
    var hours = Duration.ofHours(2);
    var day = Duration.ofDays(1);
    return of(List.of(
        RolloutStage.preflight(),
        RolloutStage.percent(100, hours, Minimum.STANDARD),
        RolloutStage.percent(500, hours, Minimum.STANDARD),
        RolloutStage.percent(2_000, day, Minimum.STANDARD),
        RolloutStage.percent(5_000, day, Minimum.STANDARD),
        RolloutStage.percent(RolloutStage.ALL, day, Minimum.STANDARD),
        RolloutStage.bake(Duration.ofDays(7))));
  }

  /** Returns a plan with these stages for everybody. */
  public static RolloutPlan of(List<RolloutStage> stages) {
    return new RolloutPlan(stages, List.of(), ExposureLimit.STANDARD, GateTerms.standard());
  }

  /** Returns the plan for whoever is in one of the segments. */
  public RolloutPlan forSegments(List<Segment> whom) {
    return new RolloutPlan(stages, whom, exposure, gate);
  }

  public RolloutPlan with(ExposureLimit limit) {
    return new RolloutPlan(stages, segments, limit, gate);
  }

  public RolloutPlan with(GateTerms terms) {
    return new RolloutPlan(stages, segments, exposure, terms);
  }

  /** Whether it leaves somebody out: such a version becomes stable by people alone. */
  public boolean leavesOut() {
    return !segments.isEmpty() && !segments.contains(Segment.EVERYBODY);
  }

  /** Whether it leaves out nobody of a kind of card. */
  boolean reaches(Stratum stratum) {
    return segments.isEmpty() || segments.stream().anyMatch(it -> it.holdsAll(stratum));
  }

  boolean isFor(Candidate candidate) {
    return segments.isEmpty() || segments.stream().anyMatch(it -> it.holds(candidate));
  }

  /** Returns the share of cards at a stage, in ten-thousandths. */
  int shareAt(int stage) {
    return stages.subList(0, stage + 1).stream()
        .mapToInt(RolloutStage::share)
        .max()
        .orElse(0);
  }
}
