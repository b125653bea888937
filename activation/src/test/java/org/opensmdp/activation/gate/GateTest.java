package org.opensmdp.activation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.opensmdp.activation.gate.SimulatedField.A;
import static org.opensmdp.activation.gate.SimulatedField.B;
import static org.opensmdp.activation.gate.SimulatedField.C;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.AttemptEnd.Result;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.gate.Sample.Arm;

class GateTest {
  private static final Baseline GOOD = new Baseline(
      1950, 50, 60, 160, Map.of("PIR 12 PE 1 status 1", 50), Collections.nCopies(100, 20.0));

  private final Map<Stratum, Baseline> strata = new HashMap<>(Map.of(A, GOOD, B, GOOD, C, GOOD));
  private double growth = 1;
  private Gate gate = gate();
  private int device;
  private int stage;

  private Gate gate() {
    return new Gate(GateTerms.standard(), new Baselines(strata, growth));
  }

  private void success(Stratum stratum, int times) {
    for (int i = 0; i < times; i++) {
      gate.add(sample(Arm.NEW, stratum, Result.SUCCESS, Optional.empty(), ""));
    }
  }

  private void failure(Stratum stratum, String cause, Attribution by) {
    gate.add(sample(Arm.NEW, stratum, Result.FAILURE, Optional.of(by), cause));
  }

  /** Each of another kind, so that no two are equal. */
  private void failures(Stratum stratum, int times) {
    for (int i = 0; i < times; i++) {
      failure(stratum, "PIR 12 PE " + device + " status 1", Attribution.TEMPLATE);
    }
  }

  private Sample sample(
      Arm arm, Stratum stratum, Result result, Optional<Attribution> by, String cause) {
    return new Sample(
        arm, stage, stratum, "card " + device++, result, by, cause, OptionalDouble.of(20));
  }

  @Test
  void waitsUntilAStageHasShownEnoughAndThenAccepts() {
    success(A, 59);
    assertThat(gate.decide()).isInstanceOf(Decision.Wait.class);

    success(A, 1);

    assertThat(gate.decide()).isInstanceOf(Decision.Accept.class);
  }

  @Test
  void doesNotForgetWhatAStageHasShownWhenItIsNamedAgain() {
    stage = 1;
    success(A, 5);

    gate.stage(1);
    assertThat(gate.decide(Minimum.named(5))).isInstanceOf(Decision.Accept.class);

    gate.stage(2);
    assertThat(gate.decide(Minimum.named(5)).why()).contains("0 of 5 verdicts");
  }

  @Test
  void asksThirtyOfEachLargeStratum() {
    success(A, 60);
    success(B, 10);

    assertThat(gate.decide().why()).contains("10 of 30").contains(B.toString());
  }

  @Test
  void countsAnewInANewStageWhatIsToBeShownAndKeepsWhatIsProved() {
    success(A, 60);
    stage = 1;

    success(A, 1);

    assertThat(gate.decide().why()).isEqualTo("1 of 60 verdicts of this stage");
    assertThat(gate.strata().get(0).accepted()).isTrue();
  }

  @Test
  void needsNotMuchMoreToFindAFaultThatShowsItselfLate() {
    success(A, 1000);
    success(B, 1000);

    failures(A, 4);

    assertThat(gate.decide())
        .isInstanceOfSatisfying(
            Decision.Quarantine.class, it -> assertThat(it.stratum()).isEqualTo(A));
  }

  @Test
  void quarantinesOneFirmwareAndLetsTheOthersGoOn() {
    failures(A, 4);

    assertThat(gate.decide()).isInstanceOf(Decision.Quarantine.class);
    gate.quarantine(A);
    success(B, 60);
    assertThat(gate.decide()).isInstanceOf(Decision.Accept.class);
    assertThat(gate.strata())
        .filteredOn(state -> state.stratum().equals(A))
        .allSatisfy(state -> assertThat(state.fault()).isPresent());
  }

  @Test
  void rollsBackWhenASecondFirmwareFails() {
    failures(A, 4);
    gate.quarantine(A);
    success(C, 30);

    failures(B, 4);

    assertThat(gate.decide()).isInstanceOf(Decision.RollBack.class);
  }

  @Test
  void rollsBackFourFailuresInARowOnTwoFirmwares() {
    success(A, 1);

    failures(A, 2);
    failures(B, 2);

    assertThat(gate.decide())
        .isInstanceOfSatisfying(
            Decision.RollBack.class, it -> assertThat(it.why()).contains("2 firmwares"));
  }

  @Test
  void takesOneFailureElsewhereForAnAccident() {
    failures(A, 3);
    failures(B, 1);

    assertThat(gate.decide()).isInstanceOf(Decision.Wait.class);
  }

  @Test
  void rollsBackWhatFailsWhereThereIsOnlyOneKindOfCard() {
    strata.keySet().retainAll(List.of(A));
    gate = gate();

    failures(A, 4);

    assertThat(gate.decide()).isInstanceOf(Decision.RollBack.class);
  }

  @Test
  void rollsBackAtOnceWhatHasAnotherIdentityOrCannotBeVerified() {
    for (var cause : List.of("PIR 13", "cancel 4", "integrity iccid", "PIR 8", "PIR 2")) {
      gate = gate();
      success(A, 100);

      failure(A, cause, Attribution.SERVER);

      assertThat(gate.decide()).as(cause).isInstanceOf(Decision.RollBack.class);
    }
  }

  @Test
  void quarantinesThreeCardsThatRefuseTheSameElement() {
    for (int i = 0; i < 3; i++) {
      failure(A, "PIR 12 PE 7 status 9", Attribution.TEMPLATE);
      success(A, 1);
    }

    assertThat(gate.decide()).isInstanceOf(Decision.Quarantine.class);
    assertThat(gate.decide().why()).contains("PE 7 status 9");
  }

  @Test
  void rollsBackThreeCardsOfTwoFirmwaresThatRefuseTheSameElement() {
    failure(A, "PIR 12 PE 7 status 9", Attribution.TEMPLATE);
    success(A, 1);
    failure(B, "PIR 12 PE 7 status 9", Attribution.TEMPLATE);
    success(B, 1);
    failure(A, "PIR 12 PE 7 status 9", Attribution.TEMPLATE);

    assertThat(gate.decide()).isInstanceOf(Decision.RollBack.class);
  }

  @Test
  void bearsAnElementThatTheStableVersionBreaksOnAsWell() {
    for (int i = 0; i < 3; i++) {
      success(A, 30);
      failure(A, "PIR 12 PE 1 status 1", Attribution.TEMPLATE);
    }

    assertThat(gate.decide()).isInstanceOf(Decision.Accept.class);
  }

  @Test
  void countsACardOnceHoweverOftenItTries() {
    var odd = sample(
        Arm.NEW, A, Result.FAILURE, Optional.of(Attribution.TEMPLATE), "PIR 12 PE 7 status 9");

    for (int i = 0; i < 20; i++) {
      gate.add(odd);
    }

    assertThat(gate.decide()).isInstanceOf(Decision.Wait.class);
    assertThat(gate.strata().get(0))
        .returns(1, StratumState::verdicts)
        .returns(19, StratumState::repeated);
  }

  @Test
  void doesNotCountWhatIsTheFaultOfOthers() {
    success(A, 200);

    failure(A, "PIR 9", Attribution.DEVICE);
    failure(A, "PIR 11", Attribution.NETWORK);
    failure(A, "cancel 0", Attribution.USER);
    failure(A, "cancel 1", Attribution.OPERATOR);

    assertThat(gate.strata().get(0))
        .returns(200, StratumState::verdicts)
        .returns(4, StratumState::excluded);
  }

  @Test
  void takesFullCardsForAFaultOfAVersionThatHasGrown() {
    growth = 1.11;
    gate = gate();

    failure(A, "PIR 10 PE 3 status 4", Attribution.DEVICE);

    assertThat(gate.strata().get(0)).returns(1, StratumState::verdicts);
  }

  @Test
  void takesFullCardsForFullIfTheVersionHasNotGrownOrTheyWereFullBefore() {
    failure(A, "PIR 10", Attribution.DEVICE);
    assertThat(gate.strata().get(0)).returns(1, StratumState::excluded);

    growth = 2;
    strata.put(A, new Baseline(500, 5, 0, 100, Map.of("PIR 10", 90), List.of()));
    gate = gate();
    failure(A, "PIR 10", Attribution.DEVICE);

    assertThat(gate.strata().get(0)).returns(1, StratumState::excluded);
  }

  @Test
  void asksAPersonIfTheStableVersionFailsAtTheSameTime() {
    for (int i = 0; i < 6; i++) {
      gate.add(sample(Arm.STABLE, B, Result.FAILURE, Optional.of(Attribution.SERVER), "PIR 1"));
    }

    failures(A, 4);

    assertThat(gate.decide())
        .isInstanceOfSatisfying(
            Decision.Freeze.class, it -> assertThat(it.why()).contains("stable version fails"));
  }

  @Test
  void asksAPersonWhereNobodyKnowsWhyAndGoesOnWhenOneHasLooked() {
    for (int i = 0; i < 8; i++) {
      success(A, 3);
      failure(A, "PIR 127", Attribution.UNKNOWN);
    }
    assertThat(gate.decide()).isInstanceOf(Decision.Freeze.class);

    gate.resumed();
    assertThat(gate.decide()).isInstanceOf(Decision.Wait.class);
    success(A, 60);

    assertThat(gate.decide()).isInstanceOf(Decision.Accept.class);
  }

  @Test
  void testsSilenceByItself() {
    for (int i = 0; i < 6; i++) {
      success(A, 2);
      gate.add(sample(Arm.NEW, A, Result.UNCONFIRMED, Optional.of(Attribution.NETWORK), "silence"));
    }

    assertThat(gate.decide()).isInstanceOf(Decision.Quarantine.class);
    assertThat(gate.decide().why()).contains("6 of 18 were never heard of again");
    assertThat(gate.strata().get(0).lambda()).isNegative();
  }

  @Test
  void letsAFewNamedCardsGoByWhatTheyCanShow() {
    success(A, 2);
    success(B, 1);

    assertThat(gate.decide(Minimum.named(3))).isInstanceOf(Decision.Accept.class);
    assertThat(gate.decide(Minimum.named(4))).isInstanceOf(Decision.Wait.class);
  }

  @Test
  void doesNotJudgeWhereTheStableVersionFailsMoreOftenThanNot() {
    strata.put(A, new Baseline(90, 210, 0, 0, Map.of(), List.of()));
    gate = gate();

    failures(A, 30);

    assertThat(gate.decide()).isInstanceOf(Decision.Wait.class);
  }

  @Test
  void expectsOfAStratumWhatItsOwnFamilyShowsAndNoOther() {
    var sister = new Stratum(A.eum(), "66.90.0", "2.1.0");
    var stranger = new Stratum(A.eum(), "67.0.0", "2.1.0");
    strata.put(A, new Baseline(800, 200, 0, 0, Map.of(), List.of()));
    var baselines = new Baselines(strata, 1);
    var terms = GateTerms.standard();

    assertThat(baselines.expectedSuccess(sister, terms)).isBetween(0.75, 0.80);
    assertThat(baselines.expectedSuccess(stranger, terms)).isBetween(0.90, 0.97);
    assertThat(baselines.expectedSuccess(B, terms)).isBetween(0.965, 0.975);
  }

  @Test
  void hasTheBordersOfWald() {
    var terms = GateTerms.standard();

    assertThat(terms.rollbackBorder()).isBetween(4.55, 4.56);
    assertThat(terms.acceptBorder()).isBetween(-2.99, -2.98);
  }

  @Test
  void refusesTermsThatMakeNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Minimum(0, 0, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GateTerms.TripWires(1, 5, 3, 1.1, 0.05))
        .withMessageContaining("failuresInRow");
    assertThatIllegalArgumentException().isThrownBy(() -> new Baselines(Map.of(), Double.NaN));
  }
}
