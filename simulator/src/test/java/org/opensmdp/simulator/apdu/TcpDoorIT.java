package org.opensmdp.simulator.apdu;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The card on a port, as lines of hex. */
class TcpDoorIT {
  private static final String SELECT = "A4040010A0000005591010FFFFFFFF8900000100";

  private final TcpDoor door = TcpDoor.open(
      new CardTransport(new SmallEs10(), new BareUicc(), CardOptions.defaults(), CardListener.NONE),
      InetAddress.getLoopbackAddress(),
      0);

  @AfterEach
  void close() {
    door.close();
  }

  private final class User implements AutoCloseable {
    private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
    private final BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));

    User() throws IOException {
      socket.setSoTimeout(20_000);
    }

    String send(String line) throws IOException {
      socket.getOutputStream().write((line + "\n").getBytes(US_ASCII));
      return String.valueOf(in.readLine());
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0070000001, 019000",
    "> 80AA0000, 9000",
    "80 aa 00 00, 9000",
    "RESET, 3B9F96803FC7828031E073FE211F65D002112013810F0A",
    "> reset, 3B9F96803FC7828031E073FE211F65D002112013810F0A",
    "0, ! not hex: two digits an octet are wanted",
    "00, 6700",
    "hello, ! not hex: two digits an octet are wanted"
  })
  void answersALineByALine(String line, String answer) throws IOException {
    try (var user = new User()) {
      assertThat(user.send(line)).isEqualTo(answer);
    }
  }

  @Test
  void takesTheLinesOfATrace() throws IOException {
    try (var user = new User()) {
      var answer = user.send("# MANAGE CHANNEL, channel 0\n< 019000\n\r\n> 0070000001\r");

      assertThat(answer).isEqualTo("019000");
    }
  }

  @Test
  void hasOneCardForAllWhoComeEachOnAChannelOfItsOwn() throws IOException {
    try (var one = new User();
        var other = new User()) {
      assertThat(one.send("0070000001")).isEqualTo("019000");
      assertThat(other.send("0070000001")).isEqualTo("029000");
      assertThat(one.send("01" + SELECT)).endsWith("9000");
      assertThat(other.send("82E2910006BF3E035C015A")).isEqualTo("6985");
      assertThat(one.send("81E2910006BF3E035C015A")).endsWith("9000");
    }
  }

  @Test
  void endsAConnectionThatNeverEndsItsLine() throws IOException {
    try (var user = new User();
        var other = new User()) {
      var out = user.socket.getOutputStream();
      var piece = "0".repeat(1024).getBytes(US_ASCII);

      assertThatThrownBy(() -> {
            for (int i = 0; i < 64 * 1024; i++) { // far more than the sockets hold
              out.write(piece);
            }
          })
          .isInstanceOf(IOException.class);
      assertThat(other.send("80AA0000")).isEqualTo("9000");
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    var card = new CardTransport(
        new SmallEs10(), new BareUicc(), CardOptions.defaults(), CardListener.NONE);

    assertThatThrownBy(() ->
            TcpDoor.open(card, InetAddress.getLoopbackAddress(), door.port()).close())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("port " + door.port());
  }
}
