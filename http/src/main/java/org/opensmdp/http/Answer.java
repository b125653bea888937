package org.opensmdp.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** A reply with what the connection and the observer need to know about it. */
record Answer(
    String routeName, Reply reply, boolean keepAlive, long queuedNanos, long serviceNanos) {

  /** An answer that no handler was asked for. */
  static Answer unasked(String routeName, Reply reply, boolean keepAlive) {
    return new Answer(routeName, reply, keepAlive, 0, 0);
  }

  /**
   * @param last tells the client that the connection ends after this
   */
  FullHttpResponse toHttp(boolean last) {
    var response = new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        HttpResponseStatus.valueOf(reply.status()),
        Unpooled.wrappedBuffer(reply.body()),
        reply.headers().copy(),
        EmptyHttpHeaders.INSTANCE);
    if (reply.status() != 204 && reply.status() != 304) { // RFC 9110 §8.6: no length there
      response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
    }
    if (last) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else {
      // HTTP/1.0 clients need to be told, HTTP/2 drops it, HTTP/1.1 does not mind.
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    return response;
  }
}
