package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener does not put up with. */
class LimitsIT extends ServerFixture {

  @Test
  void refusesABodyThatIsAnnouncedTooLarge() throws Exception {
    var server = server(config().withMaxBodyOctets(10), echo());

    try (var wire = Wire.plain(server.address())) {
      assertThat(wire.post("/echo", "0123456789").status()).isEqualTo(200);
      assertThat(wire.post("/echo", "0123456789a").status()).isEqualTo(413);
      assertThat(wire.closedByServer()).isTrue();
    }
    assertThat(seen.refused).containsExactly("body");
    assertThat(seen.finished).containsExactly("echo 200", "malformed 413");
  }

  @Test
  void refusesAChunkedBodyAsSoonAsItIsTooLarge() throws Exception {
    var server = server(config().withMaxBodyOctets(10), echo());

    try (var wire = Wire.plain(server.address())) {
      wire.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      wire.send("8\r\n01234567\r\n").send("8\r\n01234567\r\n");

      assertThat(wire.receive().status()).isEqualTo(413);
      assertThat(wire.closedByServer()).isTrue();
    }
  }

  @Test
  void letsAClientThatStillSendsReadTheRefusal() throws Exception {
    var server = server(config().withMaxBodyOctets(10), echo());

    try (var wire = Wire.plain(server.address())) {
      wire.send(Wire.post("/echo", "x".repeat(4 << 20), ""));

      assertThat(wire.receive().status()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @CsvSource({"X-Big: , 20000, 431", "'', 9000, 414"})
  void refusesALongHead(String header, int octets, int status) throws Exception {
    var server = server(config(), says("/", "hello"));
    var filler = "a".repeat(octets);

    try (var wire = Wire.plain(server.address())) {
      var head = header.isEmpty()
          ? "GET /" + filler + " HTTP/1.1\r\nHost: x\r\n\r\n"
          : "GET / HTTP/1.1\r\n" + header + filler + "\r\n\r\n";

      assertThat(wire.send(head).receive().status()).isEqualTo(status);
      assertThat(wire.closedByServer()).isTrue();
    }
    assertThat(seen.refused).containsExactly("header");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0001\u0002\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon here\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: nine\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      })
  void refusesWhatIsNotHttp(String octets) throws Exception {
    var server = server(config(), says("/", "hello"));

    try (var wire = Wire.plain(server.address())) {
      var answer = wire.send(octets).receive();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).isEmpty();
      assertThat(wire.closedByServer()).isTrue();
    }
    assertThat(seen.refused).containsExactly("malformed");
  }

  @ParameterizedTest
  @CsvSource({"Host: a.example, 400", "'Transfer-Encoding: gzip, chunked', 501"})
  void refusesAHeadThatAnotherReaderUnderstandsOtherwise(String line, int status) throws Exception {
    var server = server(config(), says("/", "hello"));

    try (var wire = Wire.plain(server.address())) {
      var head = "GET / HTTP/1.1\r\nHost: x\r\n" + line + "\r\n\r\n";

      assertThat(wire.send(head).receive().status()).isEqualTo(status);
      assertThat(wire.closedByServer()).isTrue();
    }
    assertThat(seen.refused).containsExactly("malformed");
  }

  @Test
  void refusesAnotherMajorVersion() throws Exception {
    var server = server(config(), says("/", "hello"));

    try (var wire = Wire.plain(server.address())) {
      assertThat(wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").receive().status())
          .isEqualTo(505);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET / HTTP/1.1\r\nHost: x\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 9\r\n\r\nab"
      })
  void cutsOffAClientThatTrickles(String beginning) throws Exception {
    var server = server(config().withReadTimeout(Duration.ofMillis(200)), says("/", "hello"));

    try (var wire = Wire.plain(server.address())) {
      assertThat(wire.send(beginning).receive().status()).isEqualTo(408);
      assertThat(wire.closedByServer()).isTrue();
    }
    assertThat(seen.refused).containsExactly("timeout");
  }

  @Test
  void doesNotCutOffAClientForASlowHandler() throws Exception {
    var timedOut = new CountDownLatch(1);
    var slow = new Route("GET", "/slow", "slow", request -> {
      await(timedOut);
      return text("done");
    });
    var server = server(
        config().withReadTimeout(Duration.ofMillis(100)).withIdleTimeout(Duration.ofMillis(100)),
        slow);

    try (var patient = Wire.plain(server.address());
        var idle = Wire.plain(server.address())) {
      patient.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
      eventually(() -> seen.opened.get() == 2);
      assertThat(idle.closedByServer()).isTrue(); // so as much time has passed
      timedOut.countDown();

      assertThat(patient.receive().body()).isEqualTo("done");
      assertThat(patient.closedByServer()).isTrue(); // idle in its turn
    }
  }

  @Test
  void closesConnectionsBeyondTheirNumber() throws Exception {
    var server = server(config().withMaxConnections(1), says("/", "hello"));

    try (var first = Wire.plain(server.address());
        var second = Wire.plain(server.address())) {
      assertThat(first.get("/").status()).isEqualTo(200);
      assertThat(second.closedByServer()).isTrue();
    }
    assertThat(seen.refused).containsExactly("connections");
    eventually(() -> seen.closed.get() == 1);
    try (var third = Wire.plain(server.address())) {
      assertThat(third.get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void refusesAtOnceWhatTheQueueCannotHold() throws Exception {
    var runs = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var resources = resources(1, 1);
    var slow = new Route("GET", "/", "slow", request -> {
      runs.countDown();
      await(mayEnd);
      return text("served");
    });
    var polite = new Route("GET", "/own", "own", slow.handler(), text("its own busy answer"));
    var server = closing(HttpServer.start(resources, config(), Routes.of(slow, polite)));

    try (var running = Wire.plain(server.address());
        var queued = Wire.plain(server.address());
        var refused = Wire.plain(server.address())) {
      running.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      await(runs);
      queued.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      eventually(() -> resources.queueDepth() == 1);

      var refusal = refused.get("/");
      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.headers()).containsKey("retry-after");
      assertThat(refused.get("/own").body()).isEqualTo("its own busy answer");
      mayEnd.countDown();

      assertThat(running.receive().body()).isEqualTo("served");
      assertThat(queued.receive().body()).isEqualTo("served");
      assertThat(refused.get("/").body()).isEqualTo("served"); // on the same connection
    }
    assertThat(seen.refused).containsExactly("overload", "overload");
  }

  @Test
  void keepsAListenerWithItsOwnWorkersAliveUnderOverload() throws Exception {
    var runs = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var resources = resources(1, 1);
    var slow = new Route("GET", "/", "slow", request -> {
      runs.countDown();
      await(mayEnd);
      return text("served");
    });
    var busy = closing(HttpServer.start(resources, config(), Routes.of(slow)));
    var own = closing(new WorkerPool("admin", 1, 1));
    var admin = closing(
        HttpServer.start(resources, config().withWorkers(own), Routes.of(says("/health", "up"))));

    try (var running = Wire.plain(busy.address());
        var health = Wire.plain(admin.address())) {
      running.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      await(runs);

      assertThat(health.get("/health").body()).isEqualTo("up");
      mayEnd.countDown();
    }
  }

  @Test
  void saysWhichAddressIsTaken() {
    var server = server(config());
    var taken = ListenerConfig.at(server.address());

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> HttpServer.start(resources(1, 1), taken, Routes.of()))
        .withCauseInstanceOf(IOException.class)
        .withMessageContaining(String.valueOf(server.address().getPort()));
  }
}
