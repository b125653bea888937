package org.opensmdp.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the ClientHello and makes way for the TLS handler that it calls for. */
final class TlsEntrance extends AbstractSniHandler<SslContext> {
  /** Room for the largest post-quantum key share and a ticket, and not for more. */
  private static final int MAX_CLIENT_HELLO_OCTETS = 16 << 10;

  private final TlsContexts contexts;
  private final Duration timeout;
  private @Nullable ByteBuf hello;

  TlsEntrance(TlsContexts contexts, Duration timeout) {
    super(MAX_CLIENT_HELLO_OCTETS, timeout.toMillis());
    this.contexts = contexts;
    this.timeout = timeout;
  }

  /** @param clientHello null if the first octets are something else */
  @Override
  protected Future<SslContext> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf clientHello)
      throws Exception {
    hello = clientHello;
    try {
      return super.lookup(ctx, clientHello);
    } finally {
      hello = null; // the caller lets go of it
    }
  }

  @Override
  protected Future<SslContext> lookup(ChannelHandlerContext ctx, @Nullable String hostname) {
    return ctx.executor().newSucceededFuture(contexts.of(hostname, this::hello));
  }

  private Optional<ClientHello> hello() {
    return Optional.ofNullable(hello).flatMap(octets -> ClientHello.parse(octets.nioBuffer()));
  }

  @Override
  protected void onLookupComplete(
      ChannelHandlerContext ctx, @Nullable String hostname, Future<SslContext> found) {
    if (!found.isSuccess()) {
      throw new DecoderException("no TLS context", found.cause());
    }
    var handler = found.getNow().newHandler(ctx.alloc());
    handler.setHandshakeTimeoutMillis(timeout.toMillis());
    boolean placed = false;
    try {
      ctx.pipeline().replace(this, SslHandler.class.getName(), handler);
      placed = true;
    } finally {
      if (!placed) {
        ReferenceCountUtil.safeRelease(handler.engine()); // nobody else would
      }
    }
  }
}
