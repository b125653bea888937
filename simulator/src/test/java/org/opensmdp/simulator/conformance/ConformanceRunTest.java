package org.opensmdp.simulator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.CredentialException;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.simulator.CardRefusal;
import org.opensmdp.simulator.Es9PlusRefusal;

/** What leaves a case, and what is made of it. */
class ConformanceRunTest {
  private final ConformanceRun suite = new ConformanceRun(Suites.target(), new SecureRandom());

  @Test
  void passesWhatEndsWithoutAWord() {
    assertThat(run(trial -> {})).returns(Verdict.PASS, Outcome::verdict).returns("", Outcome::why);
  }

  @Test
  void takesTheVerdictThatACaseHasFound() {
    for (var verdict : List.of(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.NOT_APPLICABLE)) {
      assertThat(throwing(() -> new CaseEnded(verdict, "so")))
          .returns(verdict, Outcome::verdict)
          .returns("so", Outcome::why);
    }
  }

  @Test
  void failsAServerWhoseAnswerIsNotWhatTheStepNeeds() {
    assertThat(throwing(() -> new Es9PlusRefusal("8.1", "4.2", "no")).why()).contains("8.1/4.2");
    List<Supplier<RuntimeException>> answers = List.of(
        () -> new Es9PlusRefusal("8.1", "4.2", "no"),
        () -> new InvalidMessage("tag"),
        () -> new CredentialException("no certificate"),
        () -> new CardRefusal(0x6985, "signature"));
    for (var answer : answers) {
      assertThat(throwing(answer).verdict()).isEqualTo(Verdict.FAIL);
    }
  }

  @Test
  void leavesOpenWhatWasNotAnswered() {
    var outcome = throwing(() -> new UncheckedIOException(new IOException("reset")));

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.why()).startsWith("no answer");
  }

  @Test
  void callsWhatNobodyExpectedADefectOfTheSuite() {
    var outcome = throwing(() -> new NoSuchElementException("nothing there"));
    var assertion = run(trial -> {
      throw new AssertionError("never");
    });

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.why()).startsWith("a defect of the suite").contains("ConformanceRunTest");
    assertThat(assertion.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void runsNothingThatNeedsWhatIsNotDeclared() {
    var ran = new AtomicInteger();
    var needy = Case.of("ES9+.Needy_01", "Needs")
        .needs(Feature.SMDS)
        .once()
        .run(trial -> ran.incrementAndGet());
    var kind = Case.of("ES9+.Kind_01", "Needs")
        .orders(ProfileKind.PPR1)
        .once()
        .run(trial -> ran.incrementAndGet());

    assertThat(suite.run(new PlannedRun(needy, Wire.PLAIN)).why()).contains("SM-DS");
    assertThat(suite.run(new PlannedRun(kind, Wire.PLAIN)).why()).contains("PPR1");
    assertThat(ran).hasValue(0);
  }

  @Test
  void runsEachCaseOnTheWiresOfTheServerOnly() {
    var target = Suites.target(Feature.ASN1, Feature.BRAINPOOL);
    var everywhere = Case.of("ES9+.Every_01", "Is run").run(trial -> {});
    var once = Suites.once("ES9+.Once_01", trial -> {});

    var outcomes = new ConformanceRun(target, new SecureRandom())
        .run(PlannedRun.of(List.of(everywhere, once), target), 2, ConformanceRun.Listener.NONE);

    assertThat(outcomes).hasSize(5);
    assertThat(outcomes)
        .filteredOn(it -> it.verdict() == Verdict.PASS)
        .extracting(it -> it.run().toString())
        .containsExactly("ES9+.Every_01 on asn1-brainpool", "ES9+.Once_01");
  }

  @Test
  void runsCasesThatWantToBeAloneAfterAllOthersOneByOne() {
    var running = new AtomicInteger();
    Consumer<Trial> lonely = trial -> trial.check("beside it", 0, running.getAndIncrement());
    Consumer<Trial> leaving = lonely.andThen(trial -> running.decrementAndGet());
    var cases = List.of(
        Case.of("ES9+.A_01", "Alone").tags("alone").run(leaving),
        Case.of("ES9+.B_01", "Not alone").run(trial -> running.addAndGet(0)),
        Case.of("ES9+.C_01", "Alone").tags("alone").run(leaving));

    var outcomes = suite.run(PlannedRun.of(cases, suite.target()), 4, ConformanceRun.Listener.NONE);

    assertThat(outcomes).hasSize(12).allMatch(it -> it.verdict() == Verdict.PASS);
  }

  @Test
  void changesTheAnswersOfItsOwnRunOnlyAndTheOneThatIsMeant() {
    var faults = new FaultyAnswers();
    var fault = Fault.status("authenticateClient", 500).at(2);
    var right = new ServerAnswer(200, Map.of(), Bytes.EMPTY);
    var path = "/gsma/rsp2/es9plus/authenticateClient";
    faults.everywhere(fault);

    assertThat(faults.leaving(Optional.empty(), path, right)).isEqualTo(right);
    assertThat(faults.leaving(Optional.empty(), "/other", right)).isEqualTo(right);
    assertThat(faults.leaving(Optional.empty(), path, right).status()).isEqualTo(500);
    assertThat(faults.leaving(Optional.empty(), path, right)).isEqualTo(right);
    faults.rightAgain();
    assertThat(faults.leaving(Optional.of("1"), path, right)).isEqualTo(right);
  }

  private Outcome throwing(Supplier<RuntimeException> thrown) {
    return run(trial -> {
      throw thrown.get();
    });
  }

  private Outcome run(Consumer<Trial> body) {
    return suite.run(new PlannedRun(Suites.once("ES9+.Some_01", body), Wire.PLAIN));
  }
}
