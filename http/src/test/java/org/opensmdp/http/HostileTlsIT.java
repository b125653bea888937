package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What clients should not send: an alert or a closed connection, and nothing in the log. */
class HostileTlsIT extends ServerFixture {
  private static final int HANDSHAKE = 22;
  private static final int ALERT = 21;
  private static final int HANDSHAKE_FAILURE = 40;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final PrintStream stderr = System.err;

  /** What a listener may have. */
  enum Listener {
    P256,
    BRAINPOOL,
    BOTH
  }

  @BeforeEach
  void listen() {
    log.start();
    rootLogger().addAppender(log);
    System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8)); // java.util.logging's
  }

  @AfterEach
  void stopListening() {
    rootLogger().detachAppender(log);
    System.setErr(stderr);
  }

  private static Logger rootLogger() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private HttpServer server(Listener kind) {
    var nist = new TestPki("NIST CI").issue("smdp.example");
    var brainpool = TestPki.onBrainpool("Brainpool CI").issue("smdp.example");
    var tls = switch (kind) {
      case P256 -> TlsConfig.of(nist);
      case BRAINPOOL -> TlsConfig.of(brainpool);
      case BOTH -> TlsConfig.of(nist, brainpool);
    };
    return server(config().withTls(tls), says("/", "hello"));
  }

  @ParameterizedTest
  @EnumSource
  void tellsAClientWithNothingInCommonSo(Listener kind) throws Exception {
    var server = server(kind);
    int secp521r1 = 25;
    int ffdhe2048 = 256;
    var hello =
        OfferingClient.of(kind == Listener.BRAINPOOL ? secp521r1 : ffdhe2048).hello();

    assertThat(alert(server, records(hello, hello.length + 4))).isEqualTo(HANDSHAKE_FAILURE);
    countedAsFailedWithoutALine(1);
  }

  @ParameterizedTest
  @EnumSource
  void takesAHelloInManyRecords(Listener kind) throws Exception {
    var server = server(kind);
    int group = kind == Listener.P256 ? OfferingClient.P256 : OfferingClient.BRAINPOOL;
    var hello = OfferingClient.of(group).serverName("smdp.example").hello();

    for (int size : new int[] {1, 3, 40}) {
      assertThat(firstType(server, records(hello, size))).as("%d", size).isEqualTo(HANDSHAKE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAConnectionWhoseHelloIsTooLong(Listener kind) throws Exception {
    var server = server(kind);

    var endless =
        ByteBuffer.allocate(5 + 0x4000).put(new byte[] {22, 3, 1, 0x40, 0, 1, 0x7f, 0, 0});

    assertThat(firstType(server, endless.array())).isEqualTo(-1);
    countedAsFailedWithoutALine(1);
  }

  @ParameterizedTest
  @EnumSource
  void endsAConnectionOfJunk(Listener kind) throws Exception {
    var server = server(kind);
    var random = new Random(7);

    for (int i = 0; i < 50; i++) {
      var junk = new byte[200];
      random.nextBytes(junk);
      junk[0] = (byte) (20 + i % 5);
      junk[1] = 3;
      junk[3] = 0;
      assertThat(firstType(server, junk)).isIn(-1, ALERT);
    }
    endedWithoutALine(50);
  }

  @ParameterizedTest
  @EnumSource
  void endsAConnectionWhoseHelloIsDamaged(Listener kind) throws Exception {
    var server = server(kind);
    var random = new Random(11);
    var hello = OfferingClient.of(OfferingClient.P256, OfferingClient.BRAINPOOL).hello();

    for (int i = 0; i < 100; i++) {
      var damaged = hello.clone();
      damaged[34 + random.nextInt(damaged.length - 34)] = (byte) random.nextInt();
      assertThat(firstType(server, records(damaged, damaged.length + 4)))
          .isIn(-1, ALERT, HANDSHAKE);
    }
    endedWithoutALine(100);
  }

  private void countedAsFailedWithoutALine(int connections) {
    endedWithoutALine(connections);
    assertThat(seen.handshakes).hasSize(connections).containsOnly("none");
  }

  private void endedWithoutALine(int connections) {
    eventually(() -> seen.closed.get() == connections);
    assertThat(log.list).isEmpty();
    assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  /** The message in records of {@code size} octets each. */
  private static byte[] records(byte[] hello, int size) {
    var message = ByteBuffer.allocate(hello.length + 4)
        .putInt(1 << 24 | hello.length)
        .put(hello)
        .array();
    var out = new ByteArrayOutputStream();
    for (int at = 0; at < message.length; at += size) {
      int end = Math.min(message.length, at + size);
      out.writeBytes(new byte[] {HANDSHAKE, 3, 1, (byte) ((end - at) >> 8), (byte) (end - at)});
      out.writeBytes(Arrays.copyOfRange(message, at, end));
    }
    return out.toByteArray();
  }

  private static int alert(HttpServer server, byte[] octets) throws IOException {
    var record = firstRecord(server, octets);
    assertThat(record[0]).isEqualTo((byte) ALERT);
    return record[6];
  }

  /** The type of what the server says first, or -1. */
  private static int firstType(HttpServer server, byte[] octets) throws IOException {
    var record = firstRecord(server, octets);
    return record.length == 0 ? -1 : record[0];
  }

  /** Returns the first record of the answer; nothing if the server has closed without one. */
  private static byte[] firstRecord(HttpServer server, byte[] octets) throws IOException {
    try (var socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(octets);
      socket.shutdownOutput();
      var in = socket.getInputStream();
      var header = in.readNBytes(5);
      return header.length < 5
          ? new byte[0]
          : ByteBuffer.allocate(7).put(header).put(in.readNBytes(2)).array();
    } catch (SocketException reset) {
      return new byte[0]; // closed before it has read everything
    }
  }
}
