package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Region;
import org.opensmdp.simulator.pack.PopulationPlan.Subscriber;

/** Who comes in a rollout demo, and how big it is. */
class FieldPlanTest {
  @Test
  void isDrawnFromTheSeed() {
    assertThat(FieldPlan.of(50, 7).visitors()).isEqualTo(FieldPlan.of(50, 7).visitors());
    assertThat(FieldPlan.of(50, 7).visitors()).isNotEqualTo(FieldPlan.of(50, 8).visitors());
  }

  @Test
  void hasThreeFirmwaresByTheirShares() {
    var counts = FieldPlan.of(2_000, 1).visitors().stream()
        .collect(Collectors.groupingBy(
            visitor -> visitor.kind().firmware().toString(), Collectors.counting()));

    assertThat(counts).containsOnlyKeys("35.6.35", "4.6.0", "66.81.2");
    assertThat(counts.get("35.6.35")).isBetween(700L, 900L);
    assertThat(counts.get("66.81.2")).isBetween(420L, 580L);
  }

  @Test
  void sellsInTwoRegionsAndNoNumberTwice() {
    var stock = FieldPlan.stock(600, 1);

    assertThat(stock).extracting(Subscriber::iccid).doesNotHaveDuplicates();
    assertThat(stock).extracting(Subscriber::imsi).doesNotHaveDuplicates();
    assertThat(stock.stream()
            .map(each -> Region.ofMcc(each.imsi().digits().substring(0, 3)))
            .collect(Collectors.groupingBy(region -> region, Collectors.counting())))
        .containsOnlyKeys(Region.EUROPE, Region.SOUTHEAST_ASIA)
        .containsValue(300L);
  }

  @Test
  void asksOfBigOnesWhatTheStandardPlanAsks() {
    var eids = List.of(FieldPlan.of(1, 1)).stream()
        .flatMap(plan -> plan.visitors().stream())
        .map(visitor -> new FieldDevice(visitor, List.of()).eid())
        .toList();

    var big = new RolloutSizes(2_000).plan(eids);
    var small = new RolloutSizes(220).plan(eids);

    assertThat(big).doesNotContainKey("gate");
    assertThat(big.toString())
        .contains("percent=25", "verdicts=60, perStratum=30, proof=true", "bake=PT3S");
    assertThat(small.toString()).contains("proof=false").doesNotContain("proof=true");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new RolloutSizes(199))
        .withMessageContaining("expected: 200");
  }
}
