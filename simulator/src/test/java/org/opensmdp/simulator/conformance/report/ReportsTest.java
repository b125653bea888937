package org.opensmdp.simulator.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.simulator.conformance.ConformanceRun;
import org.opensmdp.simulator.conformance.Outcome;
import org.opensmdp.simulator.conformance.PlannedRun;
import org.opensmdp.simulator.conformance.Suites;
import org.opensmdp.simulator.conformance.Verdict;
import org.w3c.dom.Document;

/** The reports of a run with one case of each verdict. */
class ReportsTest {
  @TempDir
  private Path directory = Path.of("");

  private List<Outcome> outcomes = List.of();

  @BeforeEach
  void run() {
    var target = Suites.target();
    var suite = new ConformanceRun(target, new SecureRandom());
    var told = Collections.synchronizedList(new ArrayList<Outcome>());
    outcomes = new ReportedRun(suite, 2, Optional.of(directory))
        .run(PlannedRun.of(Suites.ofEachVerdict(), target), told::add);
    new Report(target, Instant.now(), 1.25, outcomes).write(directory);
    assertThat(told).containsExactlyInAnyOrderElementsOf(outcomes);
  }

  @Test
  void giveTheOutcomesInTheOrderOfTheCases() {
    assertThat(outcomes)
        .extracting(Outcome::verdict)
        .containsExactly(Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.NOT_APPLICABLE);
  }

  @Test
  void countTheSameInJUnitXml() throws Exception {
    var suite = xml("TEST-opensmdp-conformance.xml").getDocumentElement();

    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("2");
    assertThat(suite.getAttribute("errors")).isEqualTo("0");
    assertThat(
            suite.getElementsByTagName("failure").item(0).getAttributes().getNamedItem("message"))
        .satisfies(it -> assertThat(it.getNodeValue()).contains("<i>that</i>"));
  }

  @Test
  void countTheSameInOpenTestReportingXml() throws Exception {
    var results = xml("open-test-report.xml").getElementsByTagNameNS("*", "result");
    var statuses = new ArrayList<String>();
    for (int i = 0; i < results.getLength(); i++) {
      statuses.add(results.item(i).getAttributes().getNamedItem("status").getNodeValue());
    }

    assertThat(statuses).filteredOn("FAILED"::equals).hasSize(1);
    assertThat(statuses).filteredOn("ABORTED"::equals).hasSize(1);
    assertThat(statuses).filteredOn("SKIPPED"::equals).hasSize(1);
  }

  @Test
  void sayTheSameInJson() throws IOException {
    var json = new ObjectMapper().readTree(directory.resolve("conformance.json").toFile());

    assertThat(json.path("summary").path("cases").asInt()).isEqualTo(4);
    assertThat(json.path("summary").path("passed").asInt()).isEqualTo(1);
    assertThat(json.path("summary").path("notApplicable").asInt()).isEqualTo(1);
    assertThat(json.path("runs")).hasSize(4);
    assertThat(json.path("runs").path(1).path("reason").asText()).contains("that");
    assertThat(json.path("runs").path(0).path("requirement").asText()).isEqualTo("SGP.22 v2 §0");
  }

  @Test
  void areAPageThatEscapesAndFetchesNothing() throws IOException {
    var html = Files.readString(directory.resolve("conformance.html"));

    assertThat(html)
        .contains("ES9+.Fails_01", "&lt;i&gt;that&lt;/i&gt;", "not conformant", "no luck")
        .doesNotContain("<i>that</i>", "<b>this</b>", "<of>")
        .doesNotContain("src=", "href=", "url(", "@import", "<script", "<link");
  }

  private Document xml(String name) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(directory.resolve(name).toFile());
  }
}
