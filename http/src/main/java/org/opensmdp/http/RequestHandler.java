package org.opensmdp.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects one request at a time, has a worker answer it, and only then looks at the next: answers
 * leave in the order of the requests. Serves one HTTP/1 connection or one HTTP/2 stream.
 *
 * <pre>
 * IDLE ── first octet ──▶ READING ── last octet ──▶ ANSWERING ── written ──▶ IDLE
 *                            └── refused (4xx) ──▶ DISCARDING ──▶ closed
 * </pre>
 *
 * <p>It does the work of Netty's aggregator and flow control itself, because the aggregator answers
 * 413 and 100 on its own, ahead of the answers to earlier requests, and copies the body once more.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive
final class RequestHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

  /** Closing while the client still sends would make its TCP drop our last answer unread. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private static final HttpRequest NO_HEAD =
      new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");

  private enum Phase {
    IDLE,
    READING,
    ANSWERING,
    DISCARDING
  }

  private final Channel channel;
  private final Service service;
  private final Peer peer;
  private final boolean stream;
  private final Deadline deadline;
  private final Queue<Object> waiting = new ArrayDeque<>(4);
  private Phase phase = Phase.IDLE;
  private boolean draining;
  private HttpRequest head = NO_HEAD;
  private BodyBuffer body = new BodyBuffer(0, 0);

  private RequestHandler(Channel channel, Service service, Peer peer, boolean stream) {
    this.channel = channel;
    this.service = service;
    this.peer = peer;
    this.stream = stream;
    this.deadline = new Deadline(channel.eventLoop(), this::missed);
  }

  /** For a connection that carries one request after the other. */
  static RequestHandler connection(Channel channel, Service service, Peer peer) {
    return new RequestHandler(channel, service, peer, false);
  }

  /** For an HTTP/2 stream, which carries one request and comes into being with its head. */
  static RequestHandler stream(Channel channel, Service service, Peer peer) {
    var handler = new RequestHandler(channel, service, peer, true);
    handler.octetsArrived();
    return handler;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (phase == Phase.IDLE) {
      deadline.in(service.config().idleTimeout());
    }
    if (channel.isActive()) {
      channel.read(); // after a TLS handshake the channel is active long since
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    channel.read();
  }

  /** From the first octet of a request on, its time runs; more octets do not buy more time. */
  void octetsArrived() {
    if (phase == Phase.IDLE) {
      phase = Phase.READING;
      deadline.in(service.config().readTimeout());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    waiting.add(message);
    drain();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (phase != Phase.ANSWERING) {
      channel.read();
    }
  }

  /** A loop, never a recursion: a client can pipeline more requests than the stack is deep. */
  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    try {
      while (phase != Phase.ANSWERING && !waiting.isEmpty()) {
        accept(waiting.remove());
      }
    } finally {
      draining = false;
    }
  }

  private void accept(Object message) {
    try {
      if (phase == Phase.DISCARDING || !(message instanceof HttpObject part)) {
        return;
      }
      octetsArrived();
      if (part.decoderResult().isFailure()) {
        refuse(Admission.unreadable(part.decoderResult()));
        return;
      }
      if (part instanceof HttpRequest request) {
        begin(request);
      }
      if (part instanceof HttpContent content) {
        append(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest request) {
    var limit = service.config().maxBodyOctets();
    var refusal = Admission.refusal(request, limit);
    if (refusal.isPresent()) {
      refuse(refusal.get());
      return;
    }
    head = request;
    body = new BodyBuffer(HttpUtil.getContentLength(request, -1L), limit);
    if (HttpUtil.is100ContinueExpected(request)) {
      channel.writeAndFlush(new DefaultFullHttpResponse(
          HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private void append(HttpContent content) {
    if (phase != Phase.READING) {
      return; // refused on its head
    }
    if (!body.append(content.content())) {
      refuse(Admission.BODY_TOO_LARGE);
    } else if (content instanceof LastHttpContent) {
      dispatch();
    }
  }

  private void dispatch() {
    phase = Phase.ANSWERING;
    deadline.lift();
    boolean keepAlive = HttpUtil.isKeepAlive(head);
    var request = request();
    var hook = service.config().replies();
    var route = service.routes().find(request.method(), request.path());
    if (route.isEmpty()) {
      var refusal = service.routes().refusal(request.path());
      answer(Answer.unasked("unknown", hook.leaving(request, refusal), keepAlive));
      return;
    }
    try {
      service.workers().execute(new Call(this, route.get(), request, hook, keepAlive));
    } catch (RejectedExecutionException full) {
      service.observer().refused("overload");
      answer(Answer.unasked(route.get().name(), route.get().busy(), keepAlive));
    }
  }

  private Request request() {
    var target = Target.parse(head.uri());
    var request = new Request(head.method().name(), target, head.headers(), body.take(), peer);
    head = NO_HEAD;
    body = new BodyBuffer(0, 0); // else an idle connection would hold its last body
    return request;
  }

  /** Hands the answer over to the connection's own thread, from any thread. */
  void answerFromWorker(Answer answer) {
    try {
      channel.eventLoop().execute(() -> answer(answer));
    } catch (RejectedExecutionException loopsAreGone) {
      LOG.debug("The server was shut down for good before {} was answered", answer.routeName());
    }
  }

  private void answer(Answer answer) {
    service
        .observer()
        .requestFinished(
            answer.routeName(),
            answer.reply().status(),
            answer.queuedNanos(),
            answer.serviceNanos());
    boolean last = !answer.keepAlive() || service.stopping();
    deadline.in(service.config().idleTimeout()); // a client that does not read is idle, too
    channel
        .writeAndFlush(answer.toHttp(last))
        .addListener(sent -> answered(sent.isSuccess() && (stream || !last)));
  }

  private void answered(boolean goOn) {
    if (!goOn) {
      channel.close();
      return;
    }
    phase = Phase.IDLE;
    deadline.in(service.config().idleTimeout());
    drain();
    if (phase != Phase.ANSWERING) {
      channel.read();
    }
  }

  /** Answers before the request is complete; what follows on the connection means nothing. */
  private void refuse(Admission admission) {
    service.observer().refused(admission.why());
    phase = Phase.DISCARDING;
    deadline.in(LINGER);
    var answer = Answer.unasked("malformed", Reply.empty(admission.status().code()), false);
    service.observer().requestFinished("malformed", answer.reply().status(), 0, 0);
    channel.writeAndFlush(answer.toHttp(true));
  }

  private void missed() {
    if (phase == Phase.READING) {
      refuse(Admission.TOO_SLOW);
    } else {
      channel.close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Stop.GRACEFULLY && phase == Phase.IDLE && waiting.isEmpty()) {
      channel.close();
    }
    ReferenceCountUtil.release(event); // HTTP/2 reports some frames as events
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    discard();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    discard();
  }

  private void discard() {
    phase = Phase.DISCARDING;
    deadline.cancel();
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof DecoderException) {
      unreadable(cause);
      return;
    }
    if (cause instanceof RuntimeException || cause instanceof Error) {
      LOG.error("A connection failed", cause);
    }
    channel.close();
  }

  private void unreadable(Throwable cause) {
    if (phase.compareTo(Phase.ANSWERING) < 0 && !(cause.getCause() instanceof SSLException)) {
      refuse(Admission.MALFORMED);
    } else {
      channel.close(); // broken TLS, or junk after a request: nobody there to answer
    }
  }
}
