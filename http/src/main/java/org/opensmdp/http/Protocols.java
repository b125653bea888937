package org.opensmdp.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;

/** Fits a connection out for the HTTP version it speaks. */
final class Protocols {
  private static final int MAX_LINE_OCTETS = 8 << 10;
  private static final int MAX_HEADER_OCTETS = 16 << 10;
  private static final int MAX_CHUNK_OCTETS = 64 << 10;
  private static final int MAX_STREAMS = 100;
  private static final int MAX_RESETS = 200;
  private static final int RESET_WINDOW_SECONDS = 30;

  private Protocols() {}

  static void http1(Channel channel, Service service, Peer peer) {
    channel.config().setAutoRead(false); // no answer, no next request: back-pressure by TCP
    var handler = RequestHandler.connection(channel, service, peer);
    channel
        .pipeline()
        .addLast(
            new Arrivals(handler),
            new HttpRequestDecoder(http1Limits()),
            new HttpResponseEncoder(),
            handler);
  }

  private static HttpDecoderConfig http1Limits() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(MAX_LINE_OCTETS)
        .setMaxHeaderSize(MAX_HEADER_OCTETS)
        .setMaxChunkSize(MAX_CHUNK_OCTETS)
        .setAllowDuplicateContentLengths(false)
        .setUseRfc9112TransferEncoding(true);
  }

  static void http2(Channel channel, Service service, Peer peer) {
    var connection = new Http2Connection(channel, service);
    var streams = new Http2MultiplexHandler(new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel stream) {
        connection.opened(stream);
        stream
            .pipeline()
            .addLast(
                new Http2StreamFrameToHttpObjectCodec(true),
                RequestHandler.stream(stream, service, peer));
      }
    });
    channel.pipeline().addLast(http2Codec(service), streams, connection);
  }

  private static Http2FrameCodec http2Codec(Service service) {
    return Http2FrameCodecBuilder.forServer()
        .initialSettings(Http2Settings.defaultSettings()
            .maxConcurrentStreams(MAX_STREAMS)
            .maxHeaderListSize(MAX_HEADER_OCTETS))
        .decoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS)
        .gracefulShutdownTimeoutMillis(service.config().grace().toMillis())
        .build();
  }

  /** Sees octets before the decoder has made sense of them: a head that trickles has a deadline. */
  private static final class Arrivals extends ChannelInboundHandlerAdapter {
    private final RequestHandler handler;

    Arrivals(RequestHandler handler) {
      this.handler = handler;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object octets) {
      handler.octetsArrived();
      ctx.fireChannelRead(octets);
    }
  }
}
