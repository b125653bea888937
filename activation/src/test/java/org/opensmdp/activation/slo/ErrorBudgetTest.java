package org.opensmdp.activation.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Attribution;

/** What may go wrong, and what of it is left. */
class ErrorBudgetTest {

  @Test
  void isWhatTheTargetLeavesOver() {
    var budget = new ErrorBudget(Objective.ACTIVATION, new Tally(990, 1000), new Tally(18, 20));

    assertThat(budget.allowed()).isEqualTo(30, within(1e-9));
    assertThat(budget.used()).isEqualTo(10);
    assertThat(budget.left().orElseThrow()).isEqualTo(2.0 / 3, within(1e-9));
    assertThat(budget.burn().orElseThrow()).isEqualTo(10.0 / 3, within(1e-9));
    assertThat(budget.isOverdrawn()).isFalse();
  }

  @Test
  void isOverdrawnBeyondTheTarget() {
    var budget = new ErrorBudget(Objective.ACTIVATION, new Tally(60, 100), Tally.NONE);

    assertThat(budget.left().orElseThrow()).isNegative();
    assertThat(budget.isOverdrawn()).isTrue();
    assertThat(budget.burn()).isEmpty();
  }

  @Test
  void saysNothingOfNothing() {
    var budget = new ErrorBudget(Objective.ORDER, Tally.NONE, Tally.NONE);

    assertThat(budget.left()).isEmpty();
    assertThat(budget.isOverdrawn()).isFalse();
    assertThat(Tally.NONE.ratio()).isEmpty();
  }

  @Test
  void isGoneWithTheFirstWhereNoneIsAllowed() {
    var sound = new ErrorBudget(Objective.INTEGRITY, new Tally(10, 10), new Tally(1, 1));
    var broken = new ErrorBudget(Objective.INTEGRITY, new Tally(9, 10), new Tally(0, 1));

    assertThat(sound.left()).hasValue(1);
    assertThat(broken.left()).hasValue(0);
    assertThat(broken.isOverdrawn()).isTrue();
    assertThat(broken.burn()).isEmpty();
  }

  @Test
  void takesNoTallyOfMoreGoodOnesThanThereAre() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Tally(2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Tally(-1, 1));
  }

  @Test
  void countsWithoutWhatUsersDo() {
    var blamed = new EnumMap<Attribution, Long>(Attribution.class);
    blamed.put(Attribution.USER, 2L);
    blamed.put(Attribution.NETWORK, 3L);
    var none = OptionalDouble.empty();
    var figures = new AttemptFigures(
        "", 20, 16, 1, 10, 0, 2, 3, blamed, 1, 0, Tally.NONE, Tally.NONE, none, none);

    assertThat(figures.activation()).isEqualTo(new Tally(10, 13));
    assertThat(figures.confirmation()).isEqualTo(new Tally(10, 15));
  }

  @Test
  void addsTheCallsOfAllFunctionsOfAnInterface() {
    var none = OptionalDouble.empty();
    var tallies = Health.ofCalls(List.of(
        new CallFigures("ES2+.DownloadOrder", new Tally(3, 3), Tally.NONE, none),
        new CallFigures("ES9+.AuthenticateClient", new Tally(8, 10), new Tally(7, 8), none),
        new CallFigures("ES9+.CancelSession", new Tally(1, 1), Tally.NONE, none)));

    assertThat(tallies)
        .containsEntry(Objective.DEVICE_INTERFACE, new Tally(9, 11))
        .containsEntry(Objective.OPERATOR_INTERFACE, new Tally(3, 3))
        .containsEntry(Objective.SERVER_LATENCY, new Tally(7, 8));
  }
}
