package org.opensmdp.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A listening HTTP or HTTPS server: HTTP/1.1 and, over TLS, HTTP/2. */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails leaves nothing to be done
public final class HttpServer implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final Service service;
  private final Connections connections;
  private final Channel listener;
  private final Optional<Future<?>> ticketRotation;

  private HttpServer(
      Service service,
      Connections connections,
      Channel listener,
      Optional<Future<?>> ticketRotation) {
    this.service = service;
    this.connections = connections;
    this.listener = listener;
    this.ticketRotation = ticketRotation;
  }

  /**
   * Listens from now on.
   *
   * @throws UncheckedIOException if the address cannot be had
   * @throws IllegalArgumentException if an identity cannot be used for TLS
   */
  public static HttpServer start(ServerResources resources, ListenerConfig config, Routes routes) {
    return start(resources, config, routes, TlsSupport.provider());
  }

  static HttpServer start(
      ServerResources resources, ListenerConfig config, Routes routes, SslProvider provider) {
    var service = new Service(config, routes, config.workers().orElseGet(resources::workers));
    var connections = new Connections(service);
    var tls = config.tls().map(wanted -> TlsContexts.of(wanted, provider));
    var tickets = tls.map(contexts -> contexts.tickets(new SecureRandom()));
    var listener = listen(resources, config, new Entrance(service, connections, tls));
    var rotation = tickets.<Future<?>>map(keys -> schedule(resources, keys));
    return new HttpServer(service, connections, listener, rotation);
  }

  private static Future<?> schedule(ServerResources resources, SessionTickets tickets) {
    long seconds = SessionTickets.LIFE.toSeconds();
    return resources
        .loops()
        .scheduleAtFixedRate(tickets::rotate, seconds, seconds, TimeUnit.SECONDS);
  }

  private static Channel listen(
      ServerResources resources, ListenerConfig config, Entrance entrance) {
    var bound = new ServerBootstrap()
        .group(resources.loops())
        .channel(resources.listenerType())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .childHandler(entrance)
        .bind(config.bind())
        .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new UncheckedIOException(
          new IOException("cannot listen on " + config.bind(), bound.cause()));
    }
    return bound.channel();
  }

  /** Where it listens; the real port if any port was asked for. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /**
   * Stops accepting, lets requests in flight finish within the grace time, closes the rest. Blocks
   * until then; not for event loops or workers.
   */
  @Override
  public void close() {
    service.stop();
    listener.close().awaitUninterruptibly();
    ticketRotation.ifPresent(rotation -> rotation.cancel(false));
    connections.drain(service.config().grace());
  }

  /** Receives each accepted connection. */
  private static final class Entrance extends ChannelInitializer<Channel> {
    private final Service service;
    private final Connections connections;
    private final Optional<TlsContexts> tls;

    Entrance(Service service, Connections connections, Optional<TlsContexts> tls) {
      this.service = service;
      this.connections = connections;
      this.tls = tls;
    }

    @Override
    protected void initChannel(Channel connection) {
      if (!connections.admit(connection)) {
        connection.close();
      } else if (tls.isPresent()) {
        var timeout = service.config().readTimeout();
        connection
            .pipeline()
            .addLast(new TlsEntrance(tls.get(), timeout), new ProtocolChoice(service));
      } else {
        var address = Connections.remoteAddress(connection);
        var peer = new Peer(address, Optional.empty(), Optional.empty());
        Protocols.http1(connection, service, peer);
      }
    }
  }
}
