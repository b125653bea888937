package org.opensmdp.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.opensmdp.activation.Region;
import org.opensmdp.activation.gate.GateTerms;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.gate.GateTerms.TripWires;
import org.opensmdp.activation.rollout.ExposureLimit;
import org.opensmdp.activation.rollout.RolloutPlan;
import org.opensmdp.activation.rollout.RolloutStage;
import org.opensmdp.activation.rollout.RolloutStage.Kind;
import org.opensmdp.activation.rollout.Segment;
import org.opensmdp.rsp.Eid;

/** Plans of rollouts as members of JSON; what a plan does not say is as in the standard plan. */
final class RolloutPlanJson {
  private static final Set<String> PLAN = Set.of("stages", "segments", "exposure", "gate");
  private static final Set<String> STAGE =
      Set.of("eids", "percent", "bake", "atLeast", "verdicts", "perStratum", "proof");
  private static final Set<String> SEGMENT =
      Set.of("regions", "mccs", "eums", "firmwares", "svns", "packageVersions", "tacs", "tags");
  private static final Set<String> GATE = Set.of(
      "h0",
      "drop",
      "alpha",
      "beta",
      "verdicts",
      "perStratum",
      "unknownShare",
      "excludedPoints",
      "slower",
      "silenceRise");

  private RolloutPlanJson() {}

  /**
   * Reads a plan.
   *
   * @throws AdminRefusal 400 if it cannot be read, 422 if it makes no sense
   */
  static RolloutPlan read(Members plan) {
    plan.only(PLAN);
    try {
      var standard = RolloutPlan.standard();
      var stages = plan.has("stages") ? stages(plan) : standard.stages();
      var segments = plan.has("segments")
          ? plan.objects("segments").stream().map(RolloutPlanJson::segment).toList()
          : standard.segments();
      var exposure = plan.object("exposure").map(RolloutPlanJson::exposure);
      var gate = plan.object("gate").map(RolloutPlanJson::gate);
      return new RolloutPlan(
          stages, segments, exposure.orElse(standard.exposure()), gate.orElse(standard.gate()));
    } catch (IllegalArgumentException e) {
      throw AdminRefusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static List<RolloutStage> stages(Members plan) {
    var stages = new ArrayList<RolloutStage>();
    stages.add(RolloutStage.preflight());
    plan.objects("stages").forEach(stage -> stages.add(stage(stage.only(STAGE))));
    return stages;
  }

  private static RolloutStage stage(Members stage) {
    var atLeast = stage.text("atLeast", Duration::parse);
    if (stage.has("eids")) {
      var eids = stage.texts("eids").orElse(List.of()).stream().map(Eid::new);
      return RolloutStage.named(
          eids.collect(Collectors.toSet()),
          atLeast.orElse(Duration.ZERO),
          stage.number("verdicts").orElse(1));
    }
    if (stage.has("bake")) {
      return RolloutStage.bake(stage.requiredText("bake", Duration::parse));
    }
    double percent = stage
        .decimal("percent")
        .orElseThrow(() -> new IllegalArgumentException("stages: eids, percent or bake expected"));
    int share = (int) Math.round(100 * percent);
    return RolloutStage.percent(
        share, atLeast.orElse(waiting(share)), minimum(stage, Minimum.STANDARD));
  }

  /** From 20 % on a stage sees a whole day, as the field's own busy hour is in it. */
  private static Duration waiting(int share) {
    return share >= 2_000 ? Duration.ofDays(1) : Duration.ofHours(2);
  }

  private static Minimum minimum(Members members, Minimum standard) {
    int total = members.number("verdicts").orElse(standard.total());
    int each = members.number("perStratum").orElse(Math.min(total, standard.perStratum()));
    return new Minimum(total, each, members.flag("proof").orElse(standard.proof()));
  }

  private static Segment segment(Members segment) {
    segment.only(SEGMENT);
    return new Segment(
        texts(segment, "regions", RolloutPlanJson::region),
        texts(segment, "mccs", Function.identity()),
        texts(segment, "eums", Function.identity()),
        texts(segment, "firmwares", Function.identity()),
        texts(segment, "svns", Function.identity()),
        texts(segment, "packageVersions", Function.identity()),
        texts(segment, "tacs", Function.identity()),
        texts(segment, "tags", Function.identity()));
  }

  private static <T> Set<T> texts(Members members, String name, Function<String, T> type) {
    return members.texts(name).orElse(List.of()).stream()
        .map(text -> AdminCall.read(name, text, type))
        .collect(Collectors.toSet());
  }

  private static Region region(String word) {
    return Region.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static ExposureLimit exposure(Members exposure) {
    exposure.only(Set.of("start", "known"));
    var standard = ExposureLimit.STANDARD;
    return new ExposureLimit(
        exposure.number("start").orElse(standard.start()),
        exposure.number("known").orElse(standard.known()));
  }

  private static GateTerms gate(Members gate) {
    gate.only(GATE);
    var standard = GateTerms.standard();
    return new GateTerms(
        gate.decimal("h0").orElse(standard.h0()),
        gate.decimal("drop").orElse(standard.drop()),
        gate.decimal("alpha").orElse(standard.alpha()),
        gate.decimal("beta").orElse(standard.beta()),
        minimum(gate, standard.minimum()),
        gate.decimal("unknownShare").orElse(standard.unknownShare()),
        gate.decimal("excludedPoints").orElse(standard.excludedPoints()),
        gate.decimal("slower").orElse(standard.slower()),
        gate.decimal("silenceRise").orElse(standard.silenceRise()),
        TripWires.STANDARD);
  }

  /** Returns the stages for people and programs; EIDs are counted and not named. */
  static List<Map<String, Object>> stages(RolloutPlan plan) {
    return plan.stages().stream().map(RolloutPlanJson::of).toList();
  }

  private static Map<String, Object> of(RolloutStage stage) {
    var members = new LinkedHashMap<String, Object>();
    members.put("stage", stage.toString());
    members.put("kind", stage.kind().name().toLowerCase(Locale.ROOT));
    if (stage.kind() == Kind.PERCENT) {
      members.put("percent", stage.share() / 100.0);
      members.put("secondPerson", stage.needsSecondApproval());
    }
    members.put("atLeast", stage.atLeast().toString());
    members.put("verdicts", stage.minimum().total());
    return members;
  }

  static List<Map<String, Object>> segments(RolloutPlan plan) {
    return plan.segments().stream().map(RolloutPlanJson::of).toList();
  }

  private static Map<String, Object> of(Segment segment) {
    var members = new LinkedHashMap<String, Object>();
    put(
        members,
        "regions",
        segment.regions().stream()
            .map(region -> region.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.toSet()));
    put(members, "mccs", segment.mccs());
    put(members, "eums", segment.eums());
    put(members, "firmwares", segment.firmwares());
    put(members, "svns", segment.svns());
    put(members, "packageVersions", segment.packageVersions());
    put(members, "tacs", segment.tacs());
    put(members, "tags", segment.tags());
    return members;
  }

  private static void put(Map<String, Object> members, String name, Set<String> values) {
    if (!values.isEmpty()) {
      members.put(name, values.stream().sorted().toList());
    }
  }
}
