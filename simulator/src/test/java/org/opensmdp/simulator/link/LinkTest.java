package org.opensmdp.simulator.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opensmdp.simulator.Pace;

/** What a link draws from its seed. */
class LinkTest {
  private static final LinkCondition UNSTEADY = LinkCondition.steady(
          "unsteady", Duration.ofMillis(100), 5000, 1000)
      .unsteady(Duration.ofMillis(20))
      .losing(0.05);

  @Test
  void drawsTheSameDelaysFromTheSameSeed() throws IOException {
    assertThat(delays(UNSTEADY, 1)).isEqualTo(delays(UNSTEADY, 1));
    assertThat(delays(UNSTEADY, 1)).isNotEqualTo(delays(UNSTEADY, 2));
  }

  @Test
  void hasTheRoundTripInTheMean() throws IOException {
    var jittery = LinkCondition.steady("jittery", Duration.ofMillis(100), 1_000_000, 1_000_000)
        .unsteady(Duration.ofMillis(20));

    double mean = delays(jittery, 3).stream().mapToLong(each -> each).average().orElseThrow();

    assertThat(mean / 1e6).isBetween(95.0, 105.0);
  }

  @Test
  void givesUpWhatNeverArrives() {
    var link = new Link(UNSTEADY.losing(0.9), new Pace(10_000), 1);

    assertThatThrownBy(() -> {
          for (int i = 0; i < 50; i++) {
            call(link);
          }
        })
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void refusesConditionsThatAreNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> UNSTEADY.losing(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinkCondition.steady("none", Duration.ZERO, 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinkCondition.steady("far", Duration.ofHours(1), 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinkCondition.Cuts(
            Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(2), 1));
  }

  private static List<Long> delays(LinkCondition condition, long seed) throws IOException {
    var link = new Link(condition, new Pace(10_000), seed);
    var delays = new ArrayList<Long>();
    for (int i = 0; i < 200; i++) {
      delays.add(call(link));
    }
    return delays;
  }

  private static long call(Link link) throws IOException {
    link.begin(Duration.ofMinutes(1));
    link.send(500);
    link.await();
    link.receive(1000);
    return link.waited();
  }
}
