package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a server ends. */
class ShutdownIT extends ServerFixture {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final CountDownLatch runs = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final Route slow = new Route("GET", "/slow", "slow", request -> {
    runs.countDown();
    await(mayEnd);
    return text("finished");
  });

  @Test
  void finishesARequestInFlightAndRefusesNewConnections() throws Exception {
    var server = server(config().withGrace(LONG), slow, says("/", "hello"));

    try (var busy = Wire.plain(server.address());
        var idle = Wire.plain(server.address())) {
      assertThat(idle.get("/").status()).isEqualTo(200);
      busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
      await(runs);
      var closed = CompletableFuture.runAsync(server::close);

      assertThat(idle.closedByServer()).isTrue();
      eventually(() -> refusesConnections(server));
      assertThat(closed).isNotDone();
      mayEnd.countDown();

      var last = busy.receive();
      assertThat(last.body()).isEqualTo("finished");
      assertThat(last.headers()).containsEntry("connection", "close");
      assertThat(busy.closedByServer()).isTrue();
      closed.get(10, TimeUnit.SECONDS);
    }
    assertThat(seen.closed).hasValue(2);
  }

  @Test
  void letsARequestArriveThatHasBegunTo() throws Exception {
    var server = server(config().withGrace(LONG), echo(), says("/", "hello"));

    try (var begun = Wire.plain(server.address());
        var idle = Wire.plain(server.address())) {
      var request = Wire.post("/echo", "hello", "Expect: 100-continue\r\n");
      int half = request.length() - "hello".length();
      assertThat(begun.send(request.substring(0, half)).receive().status()).isEqualTo(100);
      assertThat(idle.get("/").status()).isEqualTo(200);
      var closed = CompletableFuture.runAsync(server::close);
      assertThat(idle.closedByServer()).isTrue();

      assertThat(begun.send(request.substring(half)).receive().body()).isEqualTo("hello");
      assertThat(begun.closedByServer()).isTrue();
      closed.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void finishesAStreamInFlight() throws Exception {
    var pki = new TestPki("Root");
    var tls = TlsConfig.of(pki.issue("localhost"));
    var server = server(config().withTls(tls).withGrace(LONG), slow);
    var client = client(pki, Version.HTTP_2);

    var answer = client.sendAsync(to(server, "/slow").build(), BodyHandlers.ofString());
    await(runs);
    var closed = CompletableFuture.runAsync(server::close);
    eventually(() -> refusesConnections(server));
    assertThat(closed).isNotDone();
    mayEnd.countDown();

    assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("finished");
    closed.get(10, TimeUnit.SECONDS);
  }

  @Test
  void cutsWhatTheGraceTimeDoesNotSufficeFor() throws Exception {
    var server = server(config().withGrace(Duration.ofMillis(50)), slow);

    try (var busy = Wire.plain(server.address())) {
      busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
      await(runs);
      server.close();

      assertThatExceptionOfType(EOFException.class).isThrownBy(busy::receive);
    } finally {
      mayEnd.countDown();
    }
    assertThat(seen.closed).hasValue(1);
  }

  @Test
  void cutsAStreamThatTheGraceTimeDoesNotSufficeFor() throws Exception {
    var pki = new TestPki("Root");
    var tls = TlsConfig.of(pki.issue("localhost"));
    var server = server(config().withTls(tls).withGrace(Duration.ofMillis(50)), slow);
    var client = client(pki, Version.HTTP_2);

    var answer = client.sendAsync(to(server, "/slow").build(), BodyHandlers.ofString());
    await(runs);
    server.close();
    mayEnd.countDown();

    assertThat(answer).failsWithin(Duration.ofSeconds(10));
    assertThat(seen.closed).hasValue(1);
  }

  private static boolean refusesConnections(HttpServer server) {
    try (var wire = Wire.plain(server.address())) {
      return wire.closedByServer(); // it was in the backlog
    } catch (IOException refused) {
      return true;
    }
  }
}
