package org.opensmdp.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Servers on loopback for one test, and an eye on buffers that nobody gave back. */
abstract class ServerFixture {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  final Seen seen = new Seen();
  private final List<AutoCloseable> toClose = new ArrayList<>();

  @BeforeAll
  static void watchBuffers() {
    Leaks.watch();
  }

  @AfterAll
  static void givesEveryBufferBack() {
    assertThat(Leaks.found()).isEmpty();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = toClose.size() - 1; i >= 0; i--) {
      toClose.get(i).close();
    }
  }

  <T extends AutoCloseable> T closing(T resource) {
    toClose.add(resource);
    return resource;
  }

  ServerResources resources(int workers, int queue) {
    return closing(ServerResources.start(1, workers, queue));
  }

  ListenerConfig config() {
    return ListenerConfig.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .withGrace(Duration.ZERO)
        .withObserver(seen);
  }

  HttpServer server(ListenerConfig config, Route... routes) {
    return closing(HttpServer.start(resources(4, 16), config, Routes.of(routes)));
  }

  static Route echo() {
    return new Route(
        "POST", "/echo", "echo", request -> Reply.of(200, "text/plain", request.body()));
  }

  static Route says(String path, String text) {
    return new Route("GET", path, text, request -> text(text));
  }

  static Reply text(String text) {
    return Reply.of(200, "text/plain", text.getBytes(UTF_8));
  }

  static HttpClient client(TestPki pki, HttpClient.Version version) {
    return HttpClient.newBuilder()
        .sslContext(pki.client())
        .version(version)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  static HttpRequest.Builder to(HttpServer server, String path) {
    return HttpRequest.newBuilder(
            URI.create("https://localhost:" + server.address().getPort() + path))
        .timeout(Duration.ofSeconds(10));
  }

  static java.net.http.HttpResponse<String> ask(HttpClient client, HttpRequest.Builder request)
      throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** For what another thread brings about and nothing signals. */
  static void eventually(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).as("waiting").isLessThan(PATIENCE_NANOS);
      Thread.onSpinWait();
    }
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).as("latch").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
