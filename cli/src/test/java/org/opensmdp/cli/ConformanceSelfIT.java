package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.ConformanceRun;
import org.opensmdp.simulator.conformance.FaultRun;
import org.opensmdp.simulator.conformance.FaultRun.Finding;
import org.opensmdp.simulator.conformance.FaultyAnswers;
import org.opensmdp.simulator.conformance.Outcome;
import org.opensmdp.simulator.conformance.PlannedRun;
import org.opensmdp.simulator.conformance.Selection;
import org.opensmdp.simulator.conformance.Verdict;
import org.opensmdp.simulator.conformance.cases.AllCases;

/**
 * The conformance suite on a server of ours. {@code -Dconformance.ids=ES9+.Auth*,…} restricts it to these
 * cases, {@code -Dconformance.wires=all} runs it on all four wires instead of two.
 */
class ConformanceSelfIT {
  private static final String NOMINAL = "ES9+.Nominal_01";
  private static final int STOCK = 4000;
  private static final int THREADS = 4;

  private static FaultyAnswers faults;
  private static SelfTarget self;

  @BeforeAll
  static void start() {
    faults = new FaultyAnswers();
    self = SelfTarget.start(STOCK, new FaultyServer(faults));
  }

  @AfterAll
  static void stop() {
    self.close();
  }

  @Test
  void passesEveryCaseThatApplies() {
    var planned = PlannedRun.of(cases(), self.target()).stream()
        .filter(ConformanceSelfIT::wanted)
        .toList();

    assertThat(run(planned))
        .isNotEmpty()
        .filteredOn(it -> it.verdict() == Verdict.FAIL || it.verdict() == Verdict.INCONCLUSIVE)
        .isEmpty();
  }

  @Test
  void passesTheNominalCaseOnAllWires() {
    var outcomes = run(PlannedRun.of(nominal(), self.target()));

    assertThat(outcomes).hasSize(4).allMatch(it -> it.verdict() == Verdict.PASS);
  }

  @Test
  void failsAServerThatIsWrongOnPurpose() {
    var findings =
        new FaultRun(self.target(), faults, new SecureRandom()).run(nominal(), 2, it -> {});

    assertThat(findings).isNotEmpty().allMatch(Finding::caught);
    assertThat(run(PlannedRun.of(nominal(), self.target())))
        .allMatch(it -> it.verdict() == Verdict.PASS); // it is right again
  }

  private static List<Outcome> run(List<PlannedRun> planned) {
    return new ConformanceRun(self.target(), new SecureRandom())
        .run(planned, THREADS, ConformanceRun.Listener.NONE);
  }

  private static List<Case> cases() {
    var ids = System.getProperty("conformance.ids", "*");
    return Selection.ofIds(List.of(ids.split(","))).of(AllCases.list());
  }

  private static List<Case> nominal() {
    return Selection.ofIds(List.of(NOMINAL)).of(AllCases.list());
  }

  /** Both bindings and both curves, with half the work. */
  private static boolean wanted(PlannedRun planned) {
    var wire = planned.wire().toString();
    boolean all = "all".equals(System.getProperty("conformance.wires"));
    return all || wire.equals("json-nist") || wire.equals("asn1-brainpool");
  }
}
