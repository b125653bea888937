package org.opensmdp.simulator.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.Pace;

/** A link over real sockets and TLS, measured with the simulated clock. */
class ShapedTransportIT {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TestHierarchy PKI = issue("localhost");
  private static final EchoServer SERVER =
      new EchoServer(PKI.credentials("test").tls());
  private static final int FAST_KBIT = 1_000_000;

  private final List<Duration> onLink = new ArrayList<>();
  private final List<Duration> took = new ArrayList<>();

  private static TestHierarchy issue(String host) {
    var plan = TestHierarchy.Plan.of(Curve.NIST_P256, host);
    return TestHierarchy.issue(plan, Clock.systemUTC(), RANDOM);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void takesThreeRoundTripsForConnectionHandshakeAndCall() throws Exception {
    try (var link = shaped(steady(Duration.ofMillis(100)))) {
      var first = link.post(call(SERVER.uri(10), 10));
      link.post(call(SERVER.uri(10), 10));

      assertThat(first.status()).isEqualTo(200);
      assertThat(first.header("X-Admin-Protocol")).isEqualTo("gsma/rsp/v2.5.0");
      assertThat(first.body().size()).isEqualTo(10);
      assertThat(seconds(onLink.get(0))).isCloseTo(0.3, within(0.02));
      assertThat(seconds(onLink.get(1))).isCloseTo(0.1, within(0.01)); // the connection is kept
      assertThat(took.get(0)).isGreaterThanOrEqualTo(onLink.get(0));
    }
  }

  @Test
  void isAsSlowOnTheSimulatedClock() throws Exception {
    try (var link = shaped(steady(Duration.ofSeconds(10)))) {
      long begun = Pace.nanoTime();
      long begunReal = System.nanoTime();
      link.post(call(SERVER.uri(10), 10));

      assertThat((Pace.nanoTime() - begun) / 1e9).isBetween(30.0, 33.0);
      assertThat((System.nanoTime() - begunReal) / 1e9).isLessThan(10);
    }
  }

  @Test
  void keepsTheRateBothWays() throws Exception {
    var condition = LinkCondition.steady("asymmetric", Duration.ZERO, 2000, 500);
    try (var link = shaped(condition)) {
      link.post(call(SERVER.uri(1), 1));
      link.post(call(SERVER.uri(1_000_000), 1));
      link.post(call(SERVER.uri(1), 1_000_000));

      assertThat(seconds(onLink.get(1))).isCloseTo(4, within(0.4));
      assertThat(seconds(onLink.get(2))).isCloseTo(16, within(1.6));
    }
  }

  @Test
  void feelsLosses() throws Exception {
    var condition = LinkCondition.steady("lossy", Duration.ofMillis(50), FAST_KBIT, FAST_KBIT);
    try (var clean = shaped(condition);
        var lossy = shaped(condition.losing(0.2))) {
      clean.post(call(SERVER.uri(300_000), 1));
      lossy.post(call(SERVER.uri(300_000), 1));

      assertThat(onLink.get(1)).isGreaterThan(onLink.get(0).multipliedBy(3));
    }
  }

  @Test
  void breaksInACutAndGoesOnAfterIt() throws Exception {
    var always = new LinkCondition.Cuts(
        Duration.ofMillis(1), Duration.ofSeconds(5), Duration.ofSeconds(5), 1);
    try (var link = shaped(steady(Duration.ofMillis(20)).cut(always))) {
      assertThatThrownBy(() -> link.post(call(SERVER.uri(1), 1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the link was cut for 5.0 s");
    }
  }

  @Test
  void standsStillInACutThatTcpSurvives() throws Exception {
    var once = new LinkCondition.Cuts(
        Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(8), 0);
    try (var link = shaped(
        LinkCondition.steady("stalling", Duration.ofMillis(20), 1000, 1000).cut(once))) {
      link.post(call(SERVER.uri(500_000), 1)); // 4 s of octets, cut every second or so

      assertThat(onLink.get(0)).isGreaterThan(Duration.ofSeconds(12));
    }
  }

  @Test
  void givesUpAfterAMinute() {
    try (var link = shaped(LinkCondition.steady("narrow", Duration.ZERO, 1, 1))) {
      assertThatThrownBy(() -> link.post(call(SERVER.uri(100_000), 1)))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("narrow");
    }
  }

  @Test
  void meetsALogInPageOnce() throws Exception {
    try (var link = shaped(steady(Duration.ofMillis(20)).behindPortal())) {
      assertThatThrownBy(() -> link.post(call(SERVER.uri(1), 1)))
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("log-in page");

      assertThat(link.post(call(SERVER.uri(1), 1)).status()).isEqualTo(200);
    }
  }

  @Test
  void trustsOnlyTheCisOfTheDevice() {
    var other = issue("localhost");
    try (var link = new ShapedTransport(
        steady(Duration.ZERO), List.of(other.ci()), Pace.REAL, 1, ShapedTransport.Calls.NONE)) {
      assertThatThrownBy(() -> link.post(call(SERVER.uri(1), 1))).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void wantsTheNameOfTheHost() {
    var named = issue("smdp.example.com");
    try (var server = new EchoServer(named.credentials("test").tls());
        var link = new ShapedTransport(
            steady(Duration.ZERO), List.of(named.ci()), Pace.REAL, 1, ShapedTransport.Calls.NONE)) {
      assertThatThrownBy(() -> link.post(call(server.uri(1), 1))).isInstanceOf(SSLException.class);
    }
  }

  private static LinkCondition steady(Duration roundTrip) {
    return LinkCondition.steady("steady", roundTrip, FAST_KBIT, FAST_KBIT);
  }

  private ShapedTransport shaped(LinkCondition condition) {
    return new ShapedTransport(
        condition, List.of(PKI.ci()), new Pace(1000), 7, (uri, all, waited) -> {
          took.add(all);
          onLink.add(waited);
        });
  }

  private static HttpTransport.Request call(URI uri, int octets) {
    return new HttpTransport.Request(
        uri, Map.of("Content-Type", "application/json"), Bytes.wrap(new byte[octets]));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
