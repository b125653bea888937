package org.opensmdp.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One listening socket and its limits.
 *
 * @param bind where to listen; port 0 takes any free port
 * @param tls empty for plain HTTP
 * @param maxBodyOctets a longer body is answered with 413
 * @param maxConnections further connections are closed as soon as they are accepted
 * @param idleTimeout how long a connection may wait between requests, and a client may take to
 *     accept an answer
 * @param readTimeout how long a TLS handshake and one request may take to arrive, however steadily
 *     they trickle
 * @param grace how long requests in flight may go on when the server is closed
 * @param workers who runs the handlers; empty for the pool of the {@link ServerResources}. A
 *     listener for health and metrics wants its own, else overload blinds those who watch it.
 * @param replies what may change them on their way out; nothing does unless it is asked to
 */
public record ListenerConfig(
    InetSocketAddress bind,
    Optional<TlsConfig> tls,
    int maxBodyOctets,
    int maxConnections,
    Duration idleTimeout,
    Duration readTimeout,
    Duration grace,
    Optional<WorkerPool> workers,
    HttpObserver observer,
    ReplyHook replies) {

  public ListenerConfig {
    positive("maxBodyOctets", maxBodyOctets);
    positive("maxConnections", maxConnections);
    positive("idleTimeout", idleTimeout.toNanos());
    positive("readTimeout", readTimeout.toNanos());
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace: " + grace + " (expected: not negative)");
    }
  }

  /** Plain HTTP there, with 1 MiB bodies, 10,000 connections and patient timeouts. */
  public static ListenerConfig at(InetSocketAddress bind) {
    return new ListenerConfig(
        bind,
        Optional.empty(),
        1 << 20,
        10_000,
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        Optional.empty(),
        HttpObserver.NONE,
        ReplyHook.NONE);
  }

  public ListenerConfig withTls(TlsConfig config) {
    return new ListenerConfig(
        bind,
        Optional.of(config),
        maxBodyOctets,
        maxConnections,
        idleTimeout,
        readTimeout,
        grace,
        workers,
        observer,
        replies);
  }

  public ListenerConfig withMaxBodyOctets(int octets) {
    return new ListenerConfig(
        bind,
        tls,
        octets,
        maxConnections,
        idleTimeout,
        readTimeout,
        grace,
        workers,
        observer,
        replies);
  }

  public ListenerConfig withMaxConnections(int connections) {
    return new ListenerConfig(
        bind,
        tls,
        maxBodyOctets,
        connections,
        idleTimeout,
        readTimeout,
        grace,
        workers,
        observer,
        replies);
  }

  public ListenerConfig withIdleTimeout(Duration timeout) {
    return new ListenerConfig(
        bind,
        tls,
        maxBodyOctets,
        maxConnections,
        timeout,
        readTimeout,
        grace,
        workers,
        observer,
        replies);
  }

  public ListenerConfig withReadTimeout(Duration timeout) {
    return new ListenerConfig(
        bind,
        tls,
        maxBodyOctets,
        maxConnections,
        idleTimeout,
        timeout,
        grace,
        workers,
        observer,
        replies);
  }

  public ListenerConfig withGrace(Duration time) {
    return new ListenerConfig(
        bind,
        tls,
        maxBodyOctets,
        maxConnections,
        idleTimeout,
        readTimeout,
        time,
        workers,
        observer,
        replies);
  }

  public ListenerConfig withWorkers(WorkerPool pool) {
    return new ListenerConfig(
        bind,
        tls,
        maxBodyOctets,
        maxConnections,
        idleTimeout,
        readTimeout,
        grace,
        Optional.of(pool),
        observer,
        replies);
  }

  public ListenerConfig withObserver(HttpObserver hook) {
    return new ListenerConfig(
        bind,
        tls,
        maxBodyOctets,
        maxConnections,
        idleTimeout,
        readTimeout,
        grace,
        workers,
        hook,
        replies);
  }

  public ListenerConfig withReplies(ReplyHook hook) {
    return new ListenerConfig(
        bind,
        tls,
        maxBodyOctets,
        maxConnections,
        idleTimeout,
        readTimeout,
        grace,
        workers,
        observer,
        hook);
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: positive)");
    }
  }
}
