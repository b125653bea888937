package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is shipped for watching a server fits together. */
class MonitoringFilesTest {
  private static final String ALERTS = "opensmdp-alerts.yml";

  @Test
  void everyAlertSaysHowBadItIsWhichObjectiveItServesAndWhatToDo() throws IOException {
    var listed = Files.readAllLines(MonitoringFiles.RULES.resolve("alerts.txt"));

    for (var rule : MonitoringFiles.rules(ALERTS)) {
      var name = rule.path("alert").asText();
      var page = "docs/runbook/"
          + name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".md";
      assertThat(rule.path("labels").path("severity").asText()).as(name).isIn("page", "ticket");
      assertThat(rule.path("labels").path("slo").asText()).as(name).isNotBlank();
      assertThat(rule.path("annotations").path("summary").asText()).as(name).isNotBlank();
      assertThat(rule.path("annotations").path("runbook").asText()).isEqualTo(page);
      assertThat(listed).contains(name + " " + page);
    }
    assertThat(listed.stream().filter(line -> line.startsWith("Smdp"))).hasSameSizeAs(alerts());
  }

  @Test
  void everyAlertHasACaseInWhichItFiresAndOneInWhichItIsSilent() {
    var fires = new HashSet<String>();
    var silent = new HashSet<String>();
    for (var one : MonitoringFiles.cases()) {
      one.path("alert_rule_test")
          .forEach(test -> (test.path("exp_alerts").isEmpty() ? silent : fires)
              .add(test.path("alertname").asText()));
    }

    assertThat(alerts()).hasSizeGreaterThan(30);
    assertThat(fires).isEqualTo(alerts());
    assertThat(silent).isEqualTo(alerts());
  }

  @Test
  void everyRuleOfAnAlertFiresInSomeCase() {
    var seen = MonitoringFiles.cases().stream()
        .flatMap(one -> StreamSupport.stream(one.path("alert_rule_test").spliterator(), false))
        .flatMap(test -> StreamSupport.stream(test.path("exp_alerts").spliterator(), false)
            .map(alert -> test.path("alertname").asText()
                + alert.path("exp_labels").path("days").asText()))
        .collect(Collectors.toSet());

    assertThat(MonitoringFiles.rules(ALERTS).stream()
            .map(rule ->
                rule.path("alert").asText() + rule.path("labels").path("days").asText()))
        .allSatisfy(rule -> assertThat(seen).contains(rule));
  }

  @Test
  void boardsAndAlertsNameOnlyWhatIsRecorded() {
    var recorded = MonitoringFiles.rules("opensmdp-rules.yml").stream()
        .map(rule -> rule.path("record").asText())
        .collect(Collectors.toSet());

    MonitoringFiles.expressions()
        .forEach((where, expression) ->
            assertThat(recorded).as(where).containsAll(MonitoringFiles.recorded(expression)));
  }

  @Test
  void thereAreNineBoardsThatGrafanaTakes() {
    var boards = MonitoringFiles.files(MonitoringFiles.BOARDS).stream()
        .map(MonitoringFiles::json)
        .toList();

    assertThat(boards).hasSize(9);
    assertThat(boards.stream().map(board -> board.path("uid").asText())).doesNotHaveDuplicates();
    for (var board : boards) {
      assertThat(board.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
      assertThat(board.path("templating").path("list").path(0).path("name").asText())
          .isEqualTo("datasource");
      assertThat(board.path("panels")).isNotEmpty().allSatisfy(panel -> {
        assertThat(panel.path("title").asText()).isNotBlank();
        assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.path("targets"))
            .isNotEmpty()
            .allSatisfy(target -> assertThat(target.path("expr").asText()).isNotBlank());
      });
    }
  }

  @Test
  void readsFiguresAndLabelsOutOfAnExpression() {
    var expression =
        "sum by (fn, le) (rate(smdp_a_total{x=\"1\", y!~\"2\"}[5m])) / http_b > smdp:c:d";

    assertThat(MonitoringFiles.figures(expression))
        .containsEntry("smdp_a_total", Set.of("x", "y"))
        .containsEntry("http_b", Set.of());
    assertThat(MonitoringFiles.groupings(expression)).containsExactlyInAnyOrder("fn", "le");
    assertThat(MonitoringFiles.recorded(expression)).isEqualTo(List.of("smdp:c:d"));
  }

  private static Set<String> alerts() {
    return MonitoringFiles.rules(ALERTS).stream()
        .map(rule -> rule.path("alert").asText())
        .collect(Collectors.toSet());
  }
}
