package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opensmdp.http.ReplyHook;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.ConformanceRun;
import org.opensmdp.simulator.conformance.PlannedRun;
import org.opensmdp.simulator.conformance.Selection;
import org.opensmdp.simulator.conformance.Verdict;
import org.opensmdp.simulator.conformance.cases.AllCases;

/**
 * The conformance suite on a server of ours. {@code -Dconformance.ids=ES9+.Auth*,…} restricts it to these
 * cases, {@code -Dconformance.wires=all} runs it on all four wires instead of two.
 */
class ConformanceSelfIT {
  private static final int STOCK = 2000;
  private static final int THREADS = 4;

  private static SelfTarget self;

  @BeforeAll
  static void start() {
    self = SelfTarget.start(STOCK, ReplyHook.NONE);
  }

  @AfterAll
  static void stop() {
    self.close();
  }

  @Test
  void passesEveryCaseThatApplies() {
    var target = self.target();
    var planned = PlannedRun.of(cases(), target).stream().filter(this::wanted).toList();

    var outcomes =
        new ConformanceRun(target, new SecureRandom()).run(planned, THREADS, outcome -> {});

    assertThat(outcomes)
        .isNotEmpty()
        .filteredOn(it -> it.verdict() == Verdict.FAIL || it.verdict() == Verdict.INCONCLUSIVE)
        .isEmpty();
  }

  private static List<Case> cases() {
    var ids = System.getProperty("conformance.ids", "*");
    return Selection.ofIds(List.of(ids.split(","))).of(AllCases.list());
  }

  /** Both bindings and both curves, with half the work. */
  private boolean wanted(PlannedRun planned) {
    var wire = planned.wire().toString();
    boolean all = "all".equals(System.getProperty("conformance.wires"));
    return all || wire.equals("json-nist") || wire.equals("asn1-brainpool");
  }
}
