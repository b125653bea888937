package org.opensmdp.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opensmdp.activation.gate.Baselines;
import org.opensmdp.activation.gate.Gate;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.gate.StratumState;
import org.opensmdp.activation.rollout.BaselineCard;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutEvidence.Preflight;
import org.opensmdp.activation.rollout.RolloutSample;
import org.opensmdp.activation.rollout.RolloutStep;

/** A rollout, and what is known of it, as members of JSON. */
final class RolloutJson {
  private RolloutJson() {}

  static Map<String, Object> of(Rollout rollout, String type, int from, int to) {
    var members = new LinkedHashMap<String, Object>();
    members.put("rolloutId", rollout.rolloutId());
    members.put("type", type);
    members.put("from", from);
    members.put("to", to);
    members.put("state", rollout.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    members.put("stage", rollout.stage());
    members.put("stageIs", rollout.current().toString());
    members.put("stageSince", rollout.stageSince());
    members.put("locked", rollout.locked());
    members.put("verdicts", rollout.verdicts());
    members.put(
        "quarantined",
        rollout.quarantined().stream().map(Stratum::toString).sorted().toList());
    members.put("owner", rollout.owner());
    members.put("why", rollout.why());
    members.put("createdAt", rollout.createdAt());
    members.put("changedAt", rollout.changedAt());
    members.put("endedAt", rollout.endedAt());
    return members;
  }

  static Map<String, Object> of(RolloutStep step) {
    var members = new LinkedHashMap<String, Object>();
    members.put("happenedAt", step.happenedAt());
    members.put("actor", step.actor());
    members.put("step", step.kind().word());
    members.put("stage", step.stage());
    members.put("why", step.why());
    return members;
  }

  static Map<String, Object> of(Preflight preflight) {
    var members = new LinkedHashMap<String, Object>();
    members.put("happenedAt", preflight.happenedAt());
    members.put("actor", preflight.actor());
    members.put("passed", preflight.passed());
    members.put("contentHash", preflight.report().contentHash().toString());
    members.put("packs", preflight.report().packs());
    return members;
  }

  static Map<String, Object> of(BaselineCard card, int number) {
    var members = new LinkedHashMap<String, Object>();
    members.put("version", number);
    members.put("since", card.since());
    members.put("takenAt", card.takenAt());
    members.put("actor", card.actor());
    members.put("verdicts", card.verdicts());
    members.put("strata", card.strata().stream().map(RolloutJson::of).toList());
    return members;
  }

  private static Map<String, Object> of(BaselineCard.Line line) {
    var members = new LinkedHashMap<String, Object>();
    members.put("stratum", line.stratum());
    members.put("verdicts", line.verdicts());
    members.put("successes", line.successes());
    members.put("successRate", line.successRate());
    members.put("p50Seconds", line.p50Seconds());
    members.put("p95Seconds", line.p95Seconds());
    members.put("octets", line.octets());
    return members;
  }

  /** The gate over the stored samples once more: where each stratum stands between the borders. */
  static List<Map<String, Object>> strata(
      Rollout rollout, List<RolloutSample> samples, Baselines baselines) {
    var gate = new Gate(rollout.plan().gate(), baselines);
    samples.forEach(sample -> gate.add(sample.sample()));
    rollout.quarantined().forEach(gate::quarantine);
    return gate.strata().stream().map(state -> of(state, rollout)).toList();
  }

  private static Map<String, Object> of(StratumState state, Rollout rollout) {
    var members = new LinkedHashMap<String, Object>();
    members.put("stratum", state.stratum().toString());
    members.put("verdicts", state.verdicts());
    members.put("successes", state.successes());
    members.put("unknown", state.unknown());
    members.put("silent", state.silent());
    members.put("excluded", state.excluded());
    members.put("lambda", state.lambda());
    members.put("acceptBorder", rollout.plan().gate().acceptBorder());
    members.put("rollbackBorder", rollout.plan().gate().rollbackBorder());
    members.put("p0", state.p0());
    members.put("p1", state.p1());
    members.put("accepted", state.accepted());
    members.put("fault", state.fault());
    return members;
  }
}
