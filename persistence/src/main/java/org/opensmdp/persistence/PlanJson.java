package org.opensmdp.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jooq.JSONB;
import org.opensmdp.activation.Region;
import org.opensmdp.activation.gate.GateTerms;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.gate.GateTerms.TripWires;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.ExposureLimit;
import org.opensmdp.activation.rollout.RolloutPlan;
import org.opensmdp.activation.rollout.RolloutStage;
import org.opensmdp.activation.rollout.RolloutStage.Kind;
import org.opensmdp.activation.rollout.Segment;
import org.opensmdp.rsp.Eid;

/** How plans of rollouts lie in their column. */
final class PlanJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanJson() {}

  static JSONB write(RolloutPlan plan) {
    var root = JSON.createObjectNode();
    plan.stages().forEach(stage -> put(root.withArray("/stages").addObject(), stage));
    plan.segments().forEach(segment -> put(root.withArray("/segments").addObject(), segment));
    root.putObject("exposure")
        .put("start", plan.exposure().start())
        .put("known", plan.exposure().known());
    put(root.putObject("gate"), plan.gate());
    return JSONB.valueOf(root.toString());
  }

  static JSONB writeStrata(Set<Stratum> strata) {
    var array = JSON.createArrayNode();
    strata.stream().map(Stratum::toString).sorted().forEach(array::add);
    return JSONB.valueOf(array.toString());
  }

  static RolloutPlan read(JSONB plan) {
    var root = parsed(plan);
    return new RolloutPlan(
        list(root.path("stages"), PlanJson::stage),
        list(root.path("segments"), PlanJson::segment),
        new ExposureLimit(
            root.at("/exposure/start").asInt(), root.at("/exposure/known").asInt()),
        gate(root.path("gate")));
  }

  static Set<Stratum> readStrata(JSONB strata) {
    return Set.copyOf(list(parsed(strata), node -> Stratum.of(node.asText())));
  }

  private static JsonNode parsed(JSONB json) {
    try {
      return JSON.readTree(json.data());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a rollout's plan is no JSON", e);
    }
  }

  private static void put(ObjectNode node, RolloutStage stage) {
    node.put("kind", stage.kind().name())
        .put("share", stage.share())
        .put("seconds", stage.atLeast().toSeconds());
    put(node.putArray("eids"), stage.eids().stream().map(Eid::digits).toList());
    put(node.putObject("minimum"), stage.minimum());
  }

  private static RolloutStage stage(JsonNode node) {
    return new RolloutStage(
        Kind.valueOf(node.path("kind").asText()),
        node.path("share").asInt(),
        set(node.path("eids"), Eid::new),
        Duration.ofSeconds(node.path("seconds").asLong()),
        minimum(node.path("minimum")));
  }

  private static void put(ObjectNode node, Minimum minimum) {
    node.put("total", minimum.total())
        .put("perStratum", minimum.perStratum())
        .put("proof", minimum.proof());
  }

  private static Minimum minimum(JsonNode node) {
    return new Minimum(
        node.path("total").asInt(),
        node.path("perStratum").asInt(),
        node.path("proof").asBoolean());
  }

  private static void put(ObjectNode node, Segment segment) {
    put(node.putArray("regions"), segment.regions().stream().map(Region::name).toList());
    put(node.putArray("mccs"), segment.mccs());
    put(node.putArray("eums"), segment.eums());
    put(node.putArray("firmwares"), segment.firmwares());
    put(node.putArray("svns"), segment.svns());
    put(node.putArray("packageVersions"), segment.packageVersions());
    put(node.putArray("tacs"), segment.tacs());
    put(node.putArray("tags"), segment.tags());
  }

  private static Segment segment(JsonNode node) {
    return new Segment(
        set(node.path("regions"), Region::valueOf),
        set(node.path("mccs"), Function.identity()),
        set(node.path("eums"), Function.identity()),
        set(node.path("firmwares"), Function.identity()),
        set(node.path("svns"), Function.identity()),
        set(node.path("packageVersions"), Function.identity()),
        set(node.path("tacs"), Function.identity()),
        set(node.path("tags"), Function.identity()));
  }

  private static void put(ObjectNode node, GateTerms terms) {
    node.put("h0", terms.h0())
        .put("drop", terms.drop())
        .put("alpha", terms.alpha())
        .put("beta", terms.beta())
        .put("unknownShare", terms.unknownShare())
        .put("excludedPoints", terms.excludedPoints())
        .put("slower", terms.slower())
        .put("silenceRise", terms.silenceRise());
    put(node.putObject("minimum"), terms.minimum());
    var wires = terms.tripWires();
    node.putObject("tripWires")
        .put("failuresInRow", wires.failuresInRow())
        .put("firstVerdicts", wires.firstVerdicts())
        .put("equalElements", wires.equalElements())
        .put("growth", wires.growth())
        .put("shareLeft", wires.shareLeft());
  }

  private static GateTerms gate(JsonNode node) {
    var wires = node.path("tripWires");
    return new GateTerms(
        node.path("h0").asDouble(),
        node.path("drop").asDouble(),
        node.path("alpha").asDouble(),
        node.path("beta").asDouble(),
        minimum(node.path("minimum")),
        node.path("unknownShare").asDouble(),
        node.path("excludedPoints").asDouble(),
        node.path("slower").asDouble(),
        node.path("silenceRise").asDouble(),
        new TripWires(
            wires.path("failuresInRow").asInt(),
            wires.path("firstVerdicts").asInt(),
            wires.path("equalElements").asInt(),
            wires.path("growth").asDouble(),
            wires.path("shareLeft").asDouble()));
  }

  private static void put(ArrayNode array, Collection<String> values) {
    values.stream().sorted().forEach(array::add);
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> reader) {
    return StreamSupport.stream(array.spliterator(), false).map(reader).toList();
  }

  private static <T> Set<T> set(JsonNode array, Function<String, T> reader) {
    return list(array, node -> reader.apply(node.asText())).stream()
        .collect(Collectors.toUnmodifiableSet());
  }
}
