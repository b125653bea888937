package org.opensmdp.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.Mapping;
import java.time.Duration;

/** Reads the server name from the ClientHello and makes way for the TLS handler that it calls for. */
final class TlsEntrance extends SniHandler {
  /** Room for the largest post-quantum key share and a ticket, and not for more. */
  private static final int MAX_CLIENT_HELLO_OCTETS = 16 << 10;

  private final Duration timeout;

  TlsEntrance(Mapping<String, SslContext> contexts, Duration timeout) {
    super(contexts, MAX_CLIENT_HELLO_OCTETS, timeout.toMillis());
    this.timeout = timeout;
  }

  @Override
  protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
    var handler = super.newSslHandler(context, allocator);
    handler.setHandshakeTimeoutMillis(timeout.toMillis());
    return handler;
  }
}
