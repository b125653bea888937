package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** HTTP/1 octet by octet, over a plain socket. */
class Http1IT extends ServerFixture {

  @Test
  void answersOneRequestAfterTheOtherOnOneConnection() throws Exception {
    var server = server(config(), echo());

    try (var wire = Wire.plain(server.address())) {
      assertThat(wire.post("/echo", "one").body()).isEqualTo("one");
      assertThat(wire.post("/echo?x=1", "two").body()).isEqualTo("two");
    }
    assertThat(seen.opened).hasValue(1);
    assertThat(seen.finished).containsExactly("echo 200", "echo 200");
  }

  @Test
  void showsTheHandlerWhatTheClientSent() throws Exception {
    var requests = new ConcurrentLinkedQueue<Request>();
    var server = server(config(), new Route("POST", "/a%20b", "a", request -> {
      requests.add(request);
      return Reply.empty(204);
    }));

    try (var wire = Wire.plain(server.address())) {
      var answer = wire.send("POST http://test.example:80/a%20b?q=1 HTTP/1.1\r\n"
              + "Host: test.example:80\r\nX-One: 1\r\nContent-Length: 2\r\n\r\n{}")
          .receive();

      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.headers()).doesNotContainKey("content-length");
    }
    var request = requests.remove();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/a%20b");
    assertThat(request.query()).contains("q=1");
    assertThat(request.header("x-one")).contains("1");
    assertThat(request.header("x-two")).isEmpty();
    assertThat(request.host()).isEqualTo("test.example");
    assertThat(request.remoteAddress()).isEqualTo("127.0.0.1");
    assertThat(request.body()).containsExactly('{', '}');
    assertThat(request.clientCertificate()).isEmpty();
  }

  @Test
  void answersPipelinedRequestsInOrderAlthoughTheFirstIsSlow() throws Exception {
    var slowRuns = new CountDownLatch(1);
    var slowMayEnd = new CountDownLatch(1);
    var order = new ConcurrentLinkedQueue<String>();
    var slow = new Route("POST", "/slow", "slow", request -> {
      slowRuns.countDown();
      await(slowMayEnd);
      order.add("slow");
      return text("slow");
    });
    var fast = new Route("POST", "/fast", "fast", request -> {
      order.add("fast");
      return text("fast");
    });
    var server = server(config(), slow, fast);

    try (var wire = Wire.plain(server.address())) {
      wire.send(Wire.post("/slow", "{}", "")
          + Wire.post("/fast", "{}", "")
          + Wire.post("/slow", "{}", "")
          + Wire.post("/unknown", "{}", "Connection: close\r\n"));
      await(slowRuns);
      assertThat(order).isEmpty();
      slowMayEnd.countDown();

      assertThat(List.of(
              wire.receive().body(), wire.receive().body(), wire.receive().body(), ""))
          .containsExactly("slow", "fast", "slow", "");
      assertThat(wire.receive().status()).isEqualTo(404);
      assertThat(wire.closedByServer()).isTrue();
    }
    assertThat(order).containsExactly("slow", "fast", "slow");
  }

  @Test
  void survivesMorePipelinedRequestsThanTheStackIsDeep() throws Exception {
    var server = server(config(), echo());
    int many = 20_000;

    try (var wire = Wire.plain(server.address())) {
      var sender = new Thread(() -> sendQuietly(wire, "GET / HTTP/1.1\r\n\r\n".repeat(many)));
      sender.start();
      for (int i = 0; i < many; i++) {
        assertThat(wire.receive().status()).isEqualTo(404);
      }
      sender.join();
      assertThat(wire.post("/echo", "alive").body()).isEqualTo("alive");
    }
  }

  @Test
  void collectsAChunkedBody() throws Exception {
    var server = server(config(), echo());

    try (var wire = Wire.plain(server.address())) {
      wire.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      wire.send("3\r\nabc\r\n").send("2\r\nde\r\n").send("0\r\n\r\n");

      assertThat(wire.receive().body()).isEqualTo("abcde");
    }
  }

  @Test
  void tellsUnknownPathsFromUnknownMethods() throws Exception {
    var server = server(config(), echo(), says("/echo", "hello"));

    try (var wire = Wire.plain(server.address())) {
      assertThat(wire.get("/nowhere").status()).isEqualTo(404);
      var answer = wire.send("PUT /echo HTTP/1.1\r\nHost: x\r\n\r\n").receive();

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.headers()).containsEntry("allow", "GET, POST");
      assertThat(wire.get("/echo").body()).isEqualTo("hello");
    }
    assertThat(seen.finished).containsExactly("unknown 404", "unknown 405", "hello 200");
  }

  @Test
  void invitesTheBodyThatAClientOffers() throws Exception {
    var server = server(config().withMaxBodyOctets(10), echo());

    try (var wire = Wire.plain(server.address())) {
      var offer = "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ";
      assertThat(wire.send(offer + "5\r\n\r\n").receive().status()).isEqualTo(100);
      assertThat(wire.send("hello").receive().body()).isEqualTo("hello");

      assertThat(wire.send(offer + "11\r\n\r\n").receive().status()).isEqualTo(413);
      assertThat(wire.closedByServer()).isTrue();
    }
  }

  @Test
  void refusesAnExpectationThatItCannotMeet() throws Exception {
    var server = server(config(), echo());

    try (var wire = Wire.plain(server.address())) {
      assertThat(wire.send(Wire.post("/echo", "", "Expect: miracles\r\n"))
              .receive()
              .status())
          .isEqualTo(417);
    }
  }

  @Test
  void speaksHttp10() throws Exception {
    var server = server(config(), says("/health", "up"));

    try (var wire = Wire.plain(server.address())) {
      var kept =
          wire.send("GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").receive();
      assertThat(kept.headers()).containsEntry("connection", "keep-alive");

      assertThat(wire.send("GET /health HTTP/1.0\r\n\r\n").receive().body()).isEqualTo("up");
      assertThat(wire.closedByServer()).isTrue();
    }
  }

  @Test
  void answersAHandlerThatThrowsWithoutDetailAndLogsItOnce() throws Exception {
    var log = (Logger) LoggerFactory.getLogger(Route.class);
    var events = new ListAppender<ILoggingEvent>();
    events.start();
    log.addAppender(events);
    log.setAdditive(false);
    var defect = new IllegalStateException("secret");
    var server = server(config(), new Route("GET", "/", "broken", request -> {
      throw defect;
    }));

    try (var wire = Wire.plain(server.address())) {
      var answer = wire.get("/");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers()).containsOnlyKeys("content-length", "connection");
      assertThat(wire.get("/").status()).isEqualTo(500);
    } finally {
      log.detachAppender(events);
      log.setAdditive(true);
    }
    assertThat(events.list).hasSize(2).allSatisfy(event -> {
      assertThat(event.getLevel()).isEqualTo(Level.ERROR);
      assertThat(event.getThrowableProxy().getMessage()).isEqualTo("secret");
    });
  }

  @Test
  void comesToNoHarmWhenAClientLeavesInTheMiddle() throws Exception {
    var runs = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var slow = new Route("GET", "/slow", "slow", request -> {
      runs.countDown();
      await(mayEnd);
      return text("to nobody");
    });
    var server = server(config(), slow, echo());

    try (var half = Wire.plain(server.address());
        var gone = Wire.plain(server.address())) {
      half.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
      gone.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n".repeat(3));
      await(runs);
    }
    mayEnd.countDown();

    eventually(() -> seen.closed.get() == 2);
    try (var wire = Wire.plain(server.address())) {
      assertThat(wire.post("/echo", "alive").body()).isEqualTo("alive");
    }
  }

  private static void sendQuietly(Wire wire, String text) {
    try {
      wire.send(text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
