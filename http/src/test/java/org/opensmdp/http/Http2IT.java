package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** HTTP/2 as the JDK's client speaks it. */
class Http2IT extends ServerFixture {
  private final TestPki pki = new TestPki("Root");
  private final HttpClient client = client(pki, Version.HTTP_2);

  private ListenerConfig tls() {
    return config().withTls(TlsConfig.of(pki.issue("localhost")));
  }

  @Test
  void carriesARequestAndItsAnswer() throws Exception {
    var requests = new ConcurrentLinkedQueue<Request>();
    var server = server(tls(), new Route("POST", "/echo", "echo", request -> {
      requests.add(request);
      return Reply.of(200, "text/plain", request.body()).header("X-Admin-Protocol", "yes");
    }));

    var answer = ask(
        client,
        to(server, "/echo?q=1").header("X-One", "1").POST(BodyPublishers.ofString("hello")));

    assertThat(answer.version()).isEqualTo(Version.HTTP_2);
    assertThat(answer.body()).isEqualTo("hello");
    assertThat(answer.headers().firstValue("x-admin-protocol")).contains("yes");
    assertThat(answer.headers().firstValue("content-length")).contains("5");
    assertThat(answer.headers().firstValue("connection")).isEmpty();
    var request = requests.remove();
    assertThat(request.path()).isEqualTo("/echo");
    assertThat(request.query()).contains("q=1");
    assertThat(request.header("X-One")).contains("1");
    assertThat(request.host()).isEqualTo("localhost");
  }

  @Test
  void answersWithoutABody() throws Exception {
    var server = server(tls(), new Route("GET", "/", "none", request -> Reply.empty(204)));

    var answer = ask(client, to(server, "/"));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void servesManyStreamsOfOneConnectionAtATime() throws Exception {
    int many = 60;
    var together = new CountDownLatch(many);
    var meet = new Route("GET", "/meet", "meet", request -> {
      together.countDown();
      await(together);
      return text("met");
    });
    var server = closing(
        HttpServer.start(resources(many, many), tls(), Routes.of(meet, says("/", "hello"))));
    ask(client, to(server, "/"));

    var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < many; i++) {
      answers.add(client.sendAsync(to(server, "/meet").build(), BodyHandlers.ofString()));
    }

    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("met"));
    assertThat(seen.opened).hasValue(1);
  }

  @Test
  void carriesBodiesLargerThanAWindow() throws Exception {
    var server = server(tls(), echo());
    var large = "0123456789".repeat(100_000);

    var answer = ask(client, to(server, "/echo").POST(BodyPublishers.ofString(large)));

    assertThat(answer.body()).isEqualTo(large);
  }

  @Test
  void refusesTooLargeABodyAndKeepsTheConnection() throws Exception {
    var server = server(tls().withMaxBodyOctets(1000), echo());

    var announced =
        ask(client, to(server, "/echo").POST(BodyPublishers.ofString("x".repeat(200_000))));
    var unannounced = ask(
        client,
        to(server, "/echo")
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("x".repeat(1001)))));
    var small = ask(client, to(server, "/echo").POST(BodyPublishers.ofString("small")));

    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(unannounced.statusCode()).isEqualTo(413);
    assertThat(small.body()).isEqualTo("small");
    assertThat(seen.refused).containsExactly("body", "body");
  }

  @Test
  void tellsUnknownPathsFromUnknownMethods() throws Exception {
    var server = server(tls(), echo());

    assertThat(ask(client, to(server, "/nowhere")).statusCode()).isEqualTo(404);
    var answer = ask(client, to(server, "/echo"));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("POST");
  }

  @Test
  void refusesALongHead() throws Exception {
    var server = server(tls(), says("/", "hello"));

    var answer = ask(client, to(server, "/").header("X-Big", "a".repeat(20_000)));

    assertThat(answer.statusCode()).isEqualTo(431);
    assertThat(ask(client, to(server, "/")).body()).isEqualTo("hello");
  }

  @Test
  void invitesTheBodyThatAClientOffers() throws Exception {
    var server = server(tls(), echo());

    var answer = ask(
        client, to(server, "/echo").expectContinue(true).POST(BodyPublishers.ofString("hello")));

    assertThat(answer.body()).isEqualTo("hello");
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
    var server = closing(HttpServer.start(resources, tls(), Routes.of(slow)));

    var running = client.sendAsync(to(server, "/").build(), BodyHandlers.ofString());
    await(runs);
    var queued = client.sendAsync(to(server, "/").build(), BodyHandlers.ofString());
    eventually(() -> resources.queueDepth() == 1);
    var refused = ask(client, to(server, "/"));
    mayEnd.countDown();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    assertThat(running.join().body()).isEqualTo("served");
    assertThat(queued.join().body()).isEqualTo("served");
  }

  @Test
  void comesToNoHarmWhenAClientGivesUpAStream() throws Exception {
    var runs = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var slow = new Route("GET", "/slow", "slow", request -> {
      runs.countDown();
      await(mayEnd);
      return text("to nobody");
    });
    var server = server(tls(), slow, says("/", "hello"));

    var given = client.sendAsync(to(server, "/slow").build(), BodyHandlers.ofString());
    await(runs);
    given.cancel(true);
    mayEnd.countDown();

    assertThat(ask(client, to(server, "/")).body()).isEqualTo("hello");
    eventually(() -> seen.finished.contains("slow 200"));
  }

  @Test
  void closesAConnectionWithoutStreams() throws Exception {
    var server = server(tls().withIdleTimeout(Duration.ofMillis(100)), says("/", "hello"));

    assertThat(ask(client, to(server, "/")).body()).isEqualTo("hello");

    eventually(() -> seen.closed.get() == 1);
    // Another client: the first may not have heard yet that its connection is gone.
    assertThat(ask(client(pki, Version.HTTP_2), to(server, "/")).body()).isEqualTo("hello");
    assertThat(seen.opened).hasValue(2);
  }
}
