package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opensmdp.cli.RolloutPromises.Promise;

/** What a rollout demo says at its end. */
class RolloutPromisesTest {
  private static final String STRATUM = "89049032/66.81.2/2.1.0";
  private static final Exempted PLACED = new Exempted(3, 40, 0);
  private static final RolloutPromises KEPT =
      new RolloutPromises(List.of(STRATUM), true, 5, 5, 0.2345, 8, 8, 0, true, PLACED);

  @Test
  void areKeptIfAllIsAsItShouldBe() {
    assertThat(KEPT.kept()).isTrue();
    assertThat(KEPT.all()).extracting(Promise::text).anyMatch(text -> text.contains(STRATUM));
  }

  @Test
  void endInExactlyTheMembersThatWereAskedFor() {
    assertThat(KEPT.members())
        .containsExactlyInAnyOrderEntriesOf(Map.of(
            "quarantined",
            List.of(STRATUM),
            "rolledBack",
            true,
            "hurtBeforeRollback",
            5,
            "secondsToRollback",
            0.235,
            "reinstalled",
            8,
            "stillHurt",
            0));
  }

  @Test
  void areBrokenByOneThatIs() {
    assertThat(new RolloutPromises(List.of(), true, 5, 5, 0.2, 8, 8, 0, true, PLACED).kept())
        .isFalse();
    assertThat(broken(false, 5, 5, 0.2, 8, 0, true)).contains("version 3 was rolled back");
    assertThat(broken(true, 11, 11, 0.2, 8, 0, true)).contains("at most 10 devices");
    assertThat(broken(true, 5, 4, 0.2, 8, 0, true)).contains("the server counts the same: 4");
    assertThat(broken(true, 5, 5, 60.1, 8, 0, true)).contains("60.1 s");
    assertThat(broken(true, 5, 5, 0.2, 7, 0, true)).contains("7 of 8");
    assertThat(broken(true, 5, 5, 0.2, 8, 1, true)).contains("at the end: 1");
    assertThat(broken(true, 5, 5, 0.2, 8, 0, false)).contains("became stable");
    assertThat(exempted(new Exempted(0, 40, 0))).contains("0 and 40");
    assertThat(exempted(new Exempted(3, 40, 1))).contains("3 and 40");
  }

  private static String exempted(Exempted who) {
    return new RolloutPromises(List.of(STRATUM), true, 5, 5, 0.2, 8, 8, 0, true, who)
        .all().stream()
            .filter(promise -> !promise.kept())
            .map(Promise::text)
            .reduce("", String::concat);
  }

  @Test
  void haveATimeThoughNobodyHasSeenTheEndOfIt() {
    var never = new RolloutPromises(
        List.of(STRATUM), true, 5, 5, RolloutPromises.NEVER_SEEN, 8, 8, 0, true, PLACED);

    assertThat(never.kept()).isFalse();
    assertThat(never.members()).containsEntry("secondsToRollback", -1.0);
  }

  private static String broken(
      boolean back, int hurt, int counted, double seconds, int again, int still, boolean second) {
    return new RolloutPromises(
            List.of(STRATUM), back, hurt, counted, seconds, 8, again, still, second, PLACED)
        .all().stream()
            .filter(promise -> !promise.kept())
            .map(Promise::text)
            .reduce("", String::concat);
  }
}
