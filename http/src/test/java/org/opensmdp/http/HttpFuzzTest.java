package org.opensmdp.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Hostile octets on an HTTP/1 connection: answers of ours and nothing else, requests as they came. */
class HttpFuzzTest {
  private static final Set<Integer> STATUSES =
      Set.of(100, 200, 400, 404, 405, 413, 414, 417, 431, 501, 505);
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) [ -~]*\r\n");
  private static final int BODY_LIMIT = 512;
  private static final WorkerPool WORKERS = new WorkerPool("fuzz", 1, 16);
  private static final Service SERVICE = new Service(
      ListenerConfig.at(new InetSocketAddress(0)).withMaxBodyOctets(BODY_LIMIT),
      Routes.of(new Route("POST", "/size", "size", HttpFuzzTest::size)),
      WORKERS);

  /** What a handler in the pipeline throws ends the connection and stands in the log. */
  private static final ListAppender<ILoggingEvent> DEFECTS = new ListAppender<>();

  static {
    DEFECTS.start();
    ((Logger) LoggerFactory.getLogger("org.opensmdp.http")).addAppender(DEFECTS);
  }

  static Stream<byte[]> connections() {
    return Stream.of(
            "\1POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
            "\5POST /size?q HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nA: b\r\n\r\n",
            "\1POST http://a:1/size HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na",
            "\1GET / HTTP/1.1\r\n\r\nPOST /size HTTP/1.0\r\nConnection: close\r\n\r\n",
            "\1POST /size HTTP/1.1\r\nContent-Length: 9999\r\n\r\n",
            "\1POST /size HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "\1GET /size HTTP/2.0\r\n\r\n",
            "\1PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        .map(octets -> octets.getBytes(ISO_8859_1));
  }

  /** The first octet says in how many parts the others arrive. */
  @MethodSource("connections")
  @FuzzTest
  void connections(byte[] input) throws Exception {
    if (input.length > 0) {
      var channel = new EmbeddedChannel();
      Protocols.http1(channel, SERVICE, new Peer("", Optional.empty(), Optional.empty()));
      channel.pipeline().fireChannelActive();
      int part = input.length / (1 + (input[0] & 7)) + 1;
      for (int at = 1; at < input.length; at += part) {
        arrive(channel, Arrays.copyOfRange(input, at, Math.min(at + part, input.length)));
      }
      assertAnswers(channel);
      channel.finishAndReleaseAll();
    }
  }

  static Stream<byte[]> targets() {
    return Stream.of("/a/b?c=d?e", "http://host:1/a", "*", "https://[::1]:443?q", "a://", "")
        .map(target -> target.getBytes(UTF_8));
  }

  @MethodSource("targets")
  @FuzzTest
  void targets(byte[] input) {
    var text = new String(input, UTF_8);

    var target = Target.parse(text);

    assertThat(target.path()).isNotEmpty().doesNotContain("?");
    assertThat(text).endsWith(target.query().map(query -> "?" + query).orElse(""));
    assertThat(text).startsWith(Target.withoutPort(text));
    assertThat(SERVICE.routes().find("POST", target.path()).isPresent())
        .isEqualTo(target.path().equals("/size"));
    assertThat(SERVICE.routes().refusal(target.path()).status()).isIn(404, 405);
  }

  private static Reply size(Request request) {
    assertThat(request.body()).hasSizeLessThanOrEqualTo(BODY_LIMIT);
    assertThat(request.path()).isEqualTo("/size");
    assertThat(request.host()).isNotNull();
    return Reply.of(200, "text/plain", new byte[] {(byte) request.body().length});
  }

  /** Answers come from another thread, which is waited for as often as it has something to do. */
  private static void arrive(EmbeddedChannel channel, byte[] octets) throws Exception {
    if (!channel.isOpen()) {
      return;
    }
    channel.writeInbound(Unpooled.wrappedBuffer(octets));
    int before;
    do {
      before = channel.outboundMessages().size();
      var done = new FutureTask<>(() -> true);
      WORKERS.execute(done);
      assertThat(done.get()).isTrue();
      channel.runPendingTasks();
    } while (channel.outboundMessages().size() > before);
    channel.checkException();
  }

  private static void assertAnswers(EmbeddedChannel channel) {
    var written = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      written.append(part.toString(ISO_8859_1));
      part.release();
    }
    var statuses = STATUS
        .matcher(written)
        .results()
        .map(status -> Integer.valueOf(status.group(1)))
        .toList();
    assertThat(statuses).isSubsetOf(STATUSES);
    assertThat(written.isEmpty()).isEqualTo(statuses.isEmpty());
    assertThat(DEFECTS.list).isEmpty();
  }
}
