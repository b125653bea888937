package org.opensmdp.simulator.apdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Bytes;

/** The card in a reader of vpcd; the reader is here, as its protocol describes it. */
class VpcdDoorIT {
  private static final Bytes OFF = Bytes.fromHex("00");
  private static final Bytes ON = Bytes.fromHex("01");
  private static final Bytes RESET = Bytes.fromHex("02");
  private static final Bytes ATR = Bytes.fromHex("04");

  private final SmallEs10 es10 = new SmallEs10();
  private final CardTransport card =
      new CardTransport(es10, new BareUicc(), CardOptions.defaults(), CardListener.NONE);
  private final String host = InetAddress.getLoopbackAddress().getHostAddress();
  private ServerSocket vpcd = new ServerSocket();
  private Socket reader = new Socket();
  private CompletableFuture<Void> served = new CompletableFuture<>();
  private VpcdDoor door = inserted();

  VpcdDoorIT() throws IOException {}

  private VpcdDoor inserted() throws IOException {
    vpcd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    return VpcdDoor.connect(card, host, vpcd.getLocalPort());
  }

  @BeforeEach
  void serve() throws IOException {
    reader = vpcd.accept();
    reader.setSoTimeout(20_000);
    served = CompletableFuture.runAsync(door::serve);
  }

  @AfterEach
  void close() throws IOException {
    door.close();
    reader.close();
    vpcd.close();
  }

  private void tell(Bytes message) throws IOException {
    var out = new DataOutputStream(reader.getOutputStream());
    out.writeShort(message.size());
    out.write(message.toArray());
  }

  private Bytes ask(Bytes message) throws IOException {
    tell(message);
    var in = new DataInputStream(reader.getInputStream());
    return Bytes.wrap(in.readNBytes(in.readUnsignedShort()));
  }

  @Test
  void showsItsAtrAndAnswersCommands() throws IOException {
    tell(ON);

    assertThat(ask(ATR)).isEqualTo(CardOptions.ATR);
    assertThat(ask(Bytes.fromHex("0070000001"))).isEqualTo(Bytes.fromHex("019000"));
  }

  @Test
  void losesItsChannelsWithThePower() throws IOException {
    tell(ON);
    ask(Bytes.fromHex("0070000001"));
    tell(OFF);
    tell(ON);
    ask(Bytes.fromHex("0070000001"));
    tell(RESET);

    assertThat(ask(Bytes.fromHex("0070000001"))).isEqualTo(Bytes.fromHex("019000"));
    assertThat(es10.powerCycles).isEqualTo(4);
  }

  @Test
  void passesOverAHandItDoesNotKnow() throws IOException {
    tell(Bytes.fromHex("07"));

    assertThat(ask(ATR)).isEqualTo(CardOptions.ATR);
  }

  @Test
  void answersAnEmptyCommand() throws IOException {
    assertThat(ask(Bytes.EMPTY)).isEqualTo(Bytes.fromHex("6700"));
  }

  @Test
  void refusesAnAnswerThatDoesNotFitItsLength() throws IOException {
    es10.longAnswer = Bytes.wrap(new byte[70_000]);
    ask(Bytes.fromHex("00A4040010A0000005591010FFFFFFFF8900000100"));

    assertThat(ask(Bytes.fromHex("80E2910003BF2D00"))).isEqualTo(Bytes.fromHex("6700"));
  }

  @Test
  void endsWhenTheReaderGoes()
      throws IOException, ExecutionException, InterruptedException, TimeoutException {
    reader.close();

    assertThat(served.get(20, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void saysSoWhenTheReaderGoesWithinAMessage() throws IOException {
    reader.getOutputStream().write(new byte[] {0});
    reader.shutdownOutput();

    assertThatThrownBy(() -> served.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("within a message");
  }

  @Test
  void saysWhereItLookedForAReader() throws IOException {
    int port = vpcd.getLocalPort();
    vpcd.close();

    assertThatThrownBy(() -> VpcdDoor.connect(card, host, port).close())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no vpcd at " + host + ":" + port);
  }
}
