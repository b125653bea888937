package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.simulator.load.DownloadLoad;
import org.opensmdp.simulator.load.DownloadLoad.Download;
import org.opensmdp.simulator.load.Latencies;

/** Load on a server on a real socket, over a way that can stall. */
class DownloadLoadIT {
  private static final String FIRST = LoadCard.steps().get(0);
  private static final Duration STALL = Duration.ofMillis(600);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final SecureRandom random = new SecureRandom();
  private final TestSmdp smdp = Cards.smdp(Cards.NIST);
  private final VirtualEuicc example = Cards.card(Cards.NIST);
  private final TestEs9Server server = new TestEs9Server(smdp, example.eid());
  private final AtomicBoolean stalls = new AtomicBoolean();
  private final DownloadLoad load = new DownloadLoad(this::client, 1);

  private Es9Plus client() {
    var http = HttpTransport.over(Es9PlusClient.http1(List.of(Cards.NIST.tlsCi())), TIMEOUT);
    HttpTransport stalling = request -> {
      if (stalls.getAndSet(false)) {
        Pace.REAL.pass(STALL);
      }
      return http.post(request);
    };
    return Es9PlusClient.over(stalling, server.address(), Es9PlusClient.SVN);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void waiting(int downloads) {
    var identity = Cards.NIST.euicc(example.eid());
    for (int i = 0; i < downloads; i++) {
      load.add(new Download(new MatchingId("A-1"), new LoadCard(identity, example, random)));
    }
  }

  @Test
  void chargesAStallToAllWhoWereDueMeanwhile() throws InterruptedException {
    waiting(22);
    load.closedLoop(0.2); // connects, and warms up
    waiting(22 - load.left());
    stalls.set(true);

    var phase = load.openLoop(1, 20);

    assertThat(phase.downloads()).isEqualTo(20);
    assertThat(phase.failures()).isZero();
    assertThat(phase.missed()).isZero();
    assertThat(phase.latencies().count(FIRST)).isEqualTo(20);
    assertThat(phase.latencies().percentile(100).get(FIRST)).isGreaterThan(500);
    assertThat(phase.latencies().percentile(75).get(FIRST))
        .as("the half of them waited behind the one that stalled")
        .isGreaterThan(100);
  }

  @Test
  void saysWhatWasDueAndCouldNotBegin() throws InterruptedException {
    waiting(3);

    var phase = load.openLoop(0.5, 10);

    assertThat(phase.downloads()).isEqualTo(3);
    assertThat(phase.missed()).isEqualTo(2);
  }

  @Test
  void saysWhatTheFirstFailureWas() throws InterruptedException {
    server.refuse("authenticateClient", "8.2.6", "3.8");
    waiting(2);

    var phase = load.closedLoop(5);

    assertThat(phase.failures()).isEqualTo(2);
    assertThat(phase.firstFailure())
        .hasValueSatisfying(text -> assertThat(text).contains("8.2.6/3.8"));
    assertThat(load.left()).isZero();
  }

  @Test
  void addsWhatAnotherProcessHasMeasured() {
    var here = new Latencies(LoadCard.steps());
    var there = new Latencies(LoadCard.steps());
    here.record(FIRST, Duration.ofMillis(1).toNanos());
    there.record(FIRST, Duration.ofMillis(100).toNanos());
    there.record(FIRST, Duration.ofMinutes(2).toNanos());

    here.add(there.encoded());

    assertThat(here.count(FIRST)).isEqualTo(3);
    assertThat(here.percentile(50).get(FIRST)).isBetween(99.0, 101.0);
    assertThat(here.percentile(100).get(FIRST)).isBetween(59_900.0, 60_100.0);
    var text = new ByteArrayOutputStream();
    here.print(new PrintStream(text, true, StandardCharsets.UTF_8));
    assertThat(text.toString(StandardCharsets.UTF_8)).contains("# " + FIRST, "Percentile");
  }
}
