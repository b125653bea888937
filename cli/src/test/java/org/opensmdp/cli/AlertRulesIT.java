package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The alert rules that are shipped name figures that a running server has. */
class AlertRulesIT {
  private static final Path RULES = Path.of("..", "deploy", "prometheus", "opensmdp-alerts.yml");
  private static final Pattern FIGURE = Pattern.compile("\\b(?:smdp|rsp|http|db|tls)_[a-z_]+");

  /** Figures of parts that register theirs with their first order, or are not wired in every server. */
  /** Figures that are there once the first chore has run, ten minutes after the start. */
  private static final Set<String> OF_OTHER_PARTS = Set.of("smdp_inventory_days_of_cover");

  @Test
  void nameFiguresOfARunningServer() throws IOException {
    var figures = figures();

    assertThat(figures).contains("smdp_integrity_mismatch_total");
    var text = Metrics.of(TestHouse.get()).text();
    assertThat(figures.stream().filter(name -> !OF_OTHER_PARTS.contains(name)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(text).contains("\n" + name + "{"));
  }

  @Test
  void sayWhatToDo() throws IOException {
    assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
      assertThat(rule.path("alert").asText()).startsWith("Smdp");
      assertThat(rule.path("labels").path("severity").asText()).isIn("page", "ticket");
      assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
      var runbook = rule.path("annotations").path("runbook").asText().replaceFirst("#.*", "");
      assertThat(Path.of("..").resolve(runbook)).exists();
    });
    assertThat(rules().stream().map(rule -> rule.path("alert").asText()))
        .contains(
            "SmdpIntegrityMismatch", "SmdpOrdersStuck", "SmdpStockLow", "SmdpCallbackBacklog");
  }

  private static List<String> figures() throws IOException {
    return rules().stream()
        .flatMap(rule -> FIGURE.matcher(rule.path("expr").asText()).results())
        .map(found -> found.group())
        .distinct()
        .toList();
  }

  private static List<JsonNode> rules() throws IOException {
    var rules = new ArrayList<JsonNode>();
    var groups = new YAMLMapper().readTree(RULES.toFile()).path("groups");
    StreamSupport.stream(groups.spliterator(), false)
        .forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }
}
