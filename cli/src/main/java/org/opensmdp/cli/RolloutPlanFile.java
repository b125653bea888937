package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The plan of a rollout: a file in YAML or JSON, or flags on the standard stages; a mixin. */
final class RolloutPlanFile {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final List<Double> PERCENT = List.of(1.0, 5.0, 20.0, 50.0, 100.0);

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Stages, segments, gate in YAML or JSON (default: the standard stages).")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--eid",
      description = "A card of the first stage, before any share; may be repeated.")
  private List<String> eids = List.of();

  @Option(
      names = "--bake",
      paramLabel = "SPAN",
      description = "ISO 8601, how long 100 %% stands before the version is stable (default: P7D).")
  private Optional<String> bake = Optional.empty();

  @Option(names = "--region", description = "Only there, as southeast-asia; may be repeated.")
  private List<String> regions = List.of();

  @Option(names = "--firmware", description = "Only on this firmware, as 66.81.2; may be repeated.")
  private List<String> firmwares = List.of();

  @Option(names = "--tag", description = "Only orders with this tag; may be repeated.")
  private List<String> tags = List.of();

  /** Returns the plan as the admin API takes it. */
  JsonNode plan() {
    var plan = file.map(RolloutPlanFile::read).orElseGet(JsonNodeFactory.instance::objectNode);
    if (!eids.isEmpty() || bake.isPresent()) {
      requireNo(plan, "stages");
      stages(plan);
    }
    if (!regions.isEmpty() || !firmwares.isEmpty() || !tags.isEmpty()) {
      requireNo(plan, "segments");
      var segment = plan.putArray("segments").addObject();
      put(segment, "regions", regions);
      put(segment, "firmwares", firmwares);
      put(segment, "tags", tags);
    }
    return plan;
  }

  private void stages(ObjectNode plan) {
    var stages = plan.putArray("stages");
    if (!eids.isEmpty()) {
      put(stages.addObject(), "eids", eids);
    }
    PERCENT.forEach(percent -> stages.addObject().put("percent", percent));
    stages.addObject().put("bake", bake.orElse("P7D"));
  }

  private static void put(ObjectNode node, String name, List<String> values) {
    if (!values.isEmpty()) {
      values.forEach(node.withArray("/" + name)::add);
    }
  }

  private static void requireNo(ObjectNode plan, String name) {
    if (plan.has(name)) {
      throw new IllegalStateException(
          "the plan in the file has %s already: say it there or by options".formatted(name));
    }
  }

  private static ObjectNode read(Path file) {
    try {
      if (YAML.readTree(file.toFile()) instanceof ObjectNode plan) {
        return plan;
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s is no plan in YAML or JSON (%s)".formatted(file, e.getMessage()), e);
    }
    throw new IllegalStateException(file + " is no plan: an object of stages, segments, gate");
  }
}
