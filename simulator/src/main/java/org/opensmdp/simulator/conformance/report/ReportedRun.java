package org.opensmdp.simulator.conformance.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;
import org.junit.platform.reporting.open.xml.OpenTestReportGeneratingListener;
import org.opensmdp.simulator.conformance.ConformanceEngine;
import org.opensmdp.simulator.conformance.ConformanceRun;
import org.opensmdp.simulator.conformance.Outcome;
import org.opensmdp.simulator.conformance.PlannedRun;

/** A run on the launcher of the JUnit Platform, whose listeners write the two XML reports. */
public final class ReportedRun {
  private final ConformanceRun suite;
  private final int threads;
  private final Optional<Path> directory;

  /** @param directory where JUnit XML and open test reporting XML go, if they are wanted */
  public ReportedRun(ConformanceRun suite, int threads, Optional<Path> directory) {
    this.suite = suite;
    this.threads = threads;
    this.directory = directory;
  }

  /**
   * Runs all of it.
   *
   * @param told of each outcome as it comes, from any thread
   * @return the outcomes in the order of the runs
   */
  public List<Outcome> run(List<PlannedRun> planned, Consumer<Outcome> told) {
    var outcomes = Collections.synchronizedList(new ArrayList<Outcome>());
    var engine = new ConformanceEngine(suite, planned, threads, outcome -> {
      outcomes.add(outcome);
      told.accept(outcome);
    });
    var alone = LauncherConfig.builder()
        .enableTestEngineAutoRegistration(false)
        .enableTestExecutionListenerAutoRegistration(false)
        .enableLauncherDiscoveryListenerAutoRegistration(false)
        .enableLauncherSessionListenerAutoRegistration(false)
        .enablePostDiscoveryFilterAutoRegistration(false)
        .addTestEngines(engine)
        .build();
    var request = LauncherDiscoveryRequestBuilder.request()
        .configurationParameter("junit.platform.reporting.open.xml.enabled", "true");
    directory.ifPresent(
        it -> request.configurationParameter("junit.platform.reporting.output.dir", made(it)));
    LauncherFactory.create(alone).execute(request.build(), listeners());
    if (outcomes.size() != planned.size()) {
      throw new IllegalStateException(
          "%d of %d runs have ended".formatted(outcomes.size(), planned.size()));
    }
    return planned.stream().map(run -> of(run, outcomes)).toList();
  }

  private static Outcome of(PlannedRun run, List<Outcome> outcomes) {
    return outcomes.stream().filter(it -> it.run().equals(run)).findFirst().orElseThrow();
  }

  private static String made(Path directory) {
    try {
      return Files.createDirectories(directory).toAbsolutePath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be made; may you write there?", e);
    }
  }

  private TestExecutionListener[] listeners() {
    var errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return directory
        .map(it -> new TestExecutionListener[] {
          new LegacyXmlReportGeneratingListener(it, errors), new OpenTestReportGeneratingListener()
        })
        .orElseGet(() -> new TestExecutionListener[0]);
  }
}
