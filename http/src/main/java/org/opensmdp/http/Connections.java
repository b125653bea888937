package org.opensmdp.http;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The open connections of one listener: counts them, limits them, ends them. */
@SuppressWarnings("FutureReturnValueIgnored") // the group's close future sees all of them
final class Connections {
  private static final Duration LAST_WORD = Duration.ofSeconds(2);

  private final Service service;
  private final AtomicInteger count = new AtomicInteger();
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  Connections(Service service) {
    this.service = service;
  }

  /** Takes the connection in, unless there are too many or the server is stopping. */
  boolean admit(Channel connection) {
    if (count.incrementAndGet() > service.config().maxConnections() || service.stopping()) {
      count.decrementAndGet();
      service.observer().refused("connections");
      return false;
    }
    open.add(connection);
    service.observer().connectionOpened();
    connection.closeFuture().addListener(closed -> {
      count.decrementAndGet();
      service.observer().connectionClosed();
    });
    return true;
  }

  /** Lets requests in flight finish within that time, then cuts. Returns when all are closed. */
  void drain(Duration grace) {
    open.forEach(connection -> connection.pipeline().fireUserEventTriggered(Stop.GRACEFULLY));
    if (!open.newCloseFuture().awaitUninterruptibly(grace.toMillis())) {
      open.forEach(Connections::cut);
      open.newCloseFuture().awaitUninterruptibly(LAST_WORD.toMillis());
    }
  }

  /** Closes from the head of the pipeline: past TLS and HTTP/2, which would say goodbye at length. */
  private static void cut(Channel connection) {
    var first = connection.pipeline().firstContext();
    if (first != null) {
      first.close();
    }
  }

  static String remoteAddress(Channel connection) {
    return connection.remoteAddress() instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress()
        : "";
  }
}
