package org.opensmdp.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.concurrent.TimeUnit;

/** The threads that all listeners share: event loops for the sockets, workers for the handlers. */
public final class ServerResources implements AutoCloseable {
  private final EventLoopGroup loops;
  private final WorkerPool workers;

  private ServerResources(EventLoopGroup loops, WorkerPool workers) {
    this.loops = loops;
    this.workers = workers;
  }

  /**
   * Takes epoll where there is one and NIO elsewhere.
   *
   * @param eventLoops how many threads move octets
   * @param workers how many requests are served at a time; the size of the database pool fits
   * @param queueCapacity how many may wait for a worker; more are refused with 503
   */
  public static ServerResources start(int eventLoops, int workers, int queueCapacity) {
    var sockets = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new ServerResources(
        new MultiThreadIoEventLoopGroup(eventLoops, sockets),
        new WorkerPool("worker", workers, queueCapacity));
  }

  EventLoopGroup loops() {
    return loops;
  }

  Class<? extends ServerChannel> listenerType() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  WorkerPool workers() {
    return workers;
  }

  /** How many requests wait for a worker right now. */
  public int queueDepth() {
    return workers.queueDepth();
  }

  /** Stops the threads. The servers that use them are closed first. */
  @Override
  public void close() {
    workers.close();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
