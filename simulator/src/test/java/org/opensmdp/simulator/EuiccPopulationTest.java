package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.simulator.Cards.BRAINPOOL;
import static org.opensmdp.simulator.Cards.ICCID;
import static org.opensmdp.simulator.Cards.NIST;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.FinalResult;

/** Numbered eUICCs (SGP.29 for the EID). */
class EuiccPopulationTest {

  @Test
  void givesANumberTheSameEidInEveryRun() {
    assertThat(EuiccPopulation.eid(7).digits()).startsWith("890490320000000000000000000007");
    assertThat(Cards.population(NIST).euicc(7).eid()).isEqualTo(EuiccPopulation.eid(7));
  }

  @Test
  void givesEidsCheckDigitsThatHold() {
    assertThat(LongStream.range(0, 1000).mapToObj(EuiccPopulation::eid))
        .allMatch(eid -> eid.checkDigitsHold())
        .doesNotHaveDuplicates();
  }

  @Test
  void makesCardsOfSeveralHierarchies() {
    assertThat(Cards.population(BRAINPOOL, NIST).euicc(1).euiccInfo1().euiccCiPKIdListForSigning())
        .hasSize(2);
  }

  @Test
  void makesCardsThatWorkBesideEachOther() throws Exception {
    var population = Cards.population(NIST);
    var threads = Executors.newFixedThreadPool(4);
    var downloads = LongStream.range(0, 16)
        .<Callable<FinalResult>>mapToObj(number -> () -> Cards.end(Cards.install(
            population.euicc(number), Cards.smdp(NIST), Cards.metadata(ICCID).build())))
        .toList();

    try {
      for (var result : threads.invokeAll(downloads)) {
        assertThat(result.get()).isInstanceOf(FinalResult.Success.class);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
