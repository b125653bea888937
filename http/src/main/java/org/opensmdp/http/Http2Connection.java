package org.opensmdp.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of an HTTP/2 connection's pipeline: closes it when it has carried no stream for a while,
 * and swallows what concerns no stream. Closing is Netty's graceful one: GOAWAY, then the streams
 * that are open may finish.
 *
 * <p>A server that stops waits for a moment without streams before it says GOAWAY, for up to half
 * of the grace time: the HTTP client of Java 17 takes GOAWAY as the failure of every request
 * in flight, even of those that are still going to be answered.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails ends in channelInactive
final class Http2Connection extends ChannelInboundHandlerAdapter {
  private static final Duration LINGER = Duration.ofMillis(100);
  private static final Logger LOG = LoggerFactory.getLogger(Http2Connection.class);

  private final Channel channel;
  private final Service service;
  private final Deadline deadline;
  private int streams;
  private boolean stopping;

  Http2Connection(Channel channel, Service service) {
    this.channel = channel;
    this.service = service;
    this.deadline = new Deadline(channel.eventLoop(), channel::close);
    deadline.in(service.config().idleTimeout());
  }

  /** Streams live on the thread of their connection, so a plain counter will do. */
  void opened(Channel stream) {
    streams++;
    if (!stopping) {
      deadline.lift();
    }
    stream.closeFuture().addListener(closed -> closed());
  }

  private void closed() {
    streams--;
    if (streams > 0 || !channel.isActive()) {
      return;
    }
    if (stopping) {
      // Not at once: with octets of the client unread, closing would reset what it has yet to read.
      deadline.in(LINGER);
    } else {
      deadline.in(service.config().idleTimeout());
    }
  }

  private void stop() {
    stopping = true;
    if (streams == 0) {
      channel.close();
    } else {
      deadline.in(service.config().grace().dividedBy(2));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    ReferenceCountUtil.release(frame); // SETTINGS, PING, GOAWAY: Netty has dealt with them
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Stop.GRACEFULLY) {
      stop();
    }
    ReferenceCountUtil.release(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadline.cancel();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("An HTTP/2 connection failed", cause);
    channel.close();
  }
}
