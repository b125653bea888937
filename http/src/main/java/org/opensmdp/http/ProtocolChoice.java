package org.opensmdp.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the TLS handshake and continues with the HTTP version that ALPN has chosen, HTTP/1.1 if
 * the client does not know ALPN. A failed handshake is the client's affair: counted, not logged.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails ends in channelInactive
final class ProtocolChoice extends ApplicationProtocolNegotiationHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolChoice.class);

  private final Service service;
  private final long opened = System.nanoTime();
  private Optional<String> serverName = Optional.empty();

  ProtocolChoice(Service service) {
    super(ApplicationProtocolNames.HTTP_1_1);
    this.service = service;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SniCompletionEvent sni) {
      serverName = Optional.ofNullable(sni.hostname());
    } else if (event instanceof SslHandshakeCompletionEvent handshake) {
      report(ctx, handshake.isSuccess());
    } else if (event == Stop.GRACEFULLY) {
      ctx.close();
    }
    super.userEventTriggered(ctx, event);
  }

  private void report(ChannelHandlerContext ctx, boolean ok) {
    var protocol = ok ? session(ctx).getProtocol() : "none";
    service.observer().tlsHandshake(ok, protocol, System.nanoTime() - opened);
  }

  @Override
  protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
    var address = Connections.remoteAddress(ctx.channel());
    var peer = new Peer(address, serverName, clientCertificate(ctx));
    if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
      Protocols.http2(ctx.channel(), service, peer);
    } else {
      Protocols.http1(ctx.channel(), service, peer);
    }
  }

  private Optional<X509Certificate> clientCertificate(ChannelHandlerContext ctx) {
    var tls = service.config().tls();
    if (tls.isEmpty() || tls.get().clientAuth() == TlsConfig.ClientAuth.NONE) {
      return Optional.empty();
    }
    try {
      return Optional.of((X509Certificate) session(ctx).getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException impossible) {
      throw new IllegalStateException("a handshake without the required certificate", impossible);
    }
  }

  private static SSLSession session(ChannelHandlerContext ctx) {
    return ctx.pipeline().get(SslHandler.class).engine().getSession();
  }

  @Override
  protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("A TLS handshake failed", cause);
    ctx.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    handshakeFailure(ctx, cause);
  }
}
