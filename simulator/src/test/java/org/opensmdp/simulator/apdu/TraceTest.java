package org.opensmdp.simulator.apdu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.rsp.Bytes;

/** What a trace of a card holds, as text and as a packet capture. */
class TraceTest {
  private static final String SELECT = "A4040010A0000005591010FFFFFFFF8900000100";
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

  private final StringWriter text = new StringWriter();
  private final ByteArrayOutputStream pcap = new ByteArrayOutputStream();
  private final CardTransport card = new CardTransport(
      new SmallEs10(),
      new BareUicc(),
      CardOptions.defaults(),
      new TextTrace(text).and(new PcapTrace(pcap, () -> NOW)));

  private void converse() {
    card.reset();
    send("0070000001");
    send("01" + SELECT);
    send("81E2110004BF3E035C");
    send("81E2910102015A00");
  }

  private void send(String hex) {
    var unused = card.transmit(Bytes.fromHex(hex));
  }

  @Test
  void writesCommandsAnswersAndWhatTheyMean() {
    converse();

    assertThat(text.toString().lines())
        .containsExactly(
            "> RESET",
            "< 3B9F96803FC7828031E073FE211F65D002112013810F0A",
            "# MANAGE CHANNEL, channel 0",
            "> 0070000001",
            "< 019000",
            "# SELECT, channel 1",
            "> 01" + SELECT,
            "< 6F1F8410A0000005591010FFFFFFFF8900000100A5049F6501FFE00582030205009000",
            "# STORE DATA, channel 1, block 0",
            "> 81E2110004BF3E035C",
            "< 9000",
            "# STORE DATA, channel 1, block 1, last",
            "> 81E2910102015A00",
            "# ES10c.GetEID BF3E{5C 5A}",
            "< BF3E125A10890490320000000000000000000001349000",
            "# -> BF3E{5A 89049032000000000000000000000134}");
  }

  @Test
  void writesATraceThatCanBePlayedAgain() {
    converse();
    var again = new StringWriter();
    var hex = new HexCommands(new CardTransport(
        new SmallEs10(), new BareUicc(), CardOptions.defaults(), new TextTrace(again)));

    var answers =
        text.toString().lines().flatMap(line -> hex.answer(line).stream()).toList();

    assertThat(again).hasToString(text.toString());
    assertThat(answers)
        .isEqualTo(text.toString()
            .lines()
            .filter(line -> line.startsWith("< "))
            .map(line -> line.substring(2))
            .toList());
  }

  @Test
  void tellsNoPinInWords() {
    send("0020000108313233343536FFFF");

    assertThat(text.toString().lines()).first().isEqualTo("# VERIFY PIN, channel 0");
    assertThat(text.toString().lines().filter(line -> line.startsWith("#")))
        .noneMatch(line -> line.contains("3132"));
  }

  @Test
  void shortensLongValuesAndBearsWhatIsNoTlv() {
    assertThat(Es10Text.tree(Bytes.concat(Bytes.fromHex("8650"), Bytes.wrap(new byte[0x50]))))
        .isEqualTo("86 " + "00".repeat(32) + "...(80)");
    assertThat(Es10Text.tree(Bytes.fromHex("BF2D02FFFF"))).isEqualTo("BF2D{FFFF}");
    assertThat(Es10Text.tree(Bytes.fromHex("A105"))).isEqualTo("A105");
    assertThat(Es10Text.tree(Bytes.fromHex("30".repeat(1) + "00"))).isEqualTo("30{}");
    assertThat(Es10Text.function(Bytes.EMPTY)).isEqualTo("a function that is unknown here");
    assertThat(Es10Text.function(Bytes.fromHex("BF"))).isEqualTo("no TLV");
  }

  @Test
  void writesPacketsOfGsmtap() {
    converse();

    var packets = packets(ByteBuffer.wrap(pcap.toByteArray()));

    assertThat(packets).hasSize(5);
    assertThat(packets.get(0)).isEqualTo(new Packet(1, 0, CardOptions.ATR));
    assertThat(packets.get(1)).isEqualTo(new Packet(0, 1, Bytes.fromHex("0070000001019000")));
    assertThat(packets.get(4)) // the Le after the data is left out
        .isEqualTo(
            new Packet(0, 4, Bytes.fromHex("81E2910102015A" + SmallEs10.EID_RESPONSE + "9000")));
  }

  @Test
  void cutsAnExchangeThatIsLongerThanAPacket() {
    var trace = new PcapTrace(pcap, () -> NOW);

    trace.exchanged(Bytes.fromHex("81E2910003BF2D00"), Bytes.wrap(new byte[70_000]));

    var octets = ByteBuffer.wrap(pcap.toByteArray());
    octets.position(24); // the first file has started too
    assertThat(packets(octets).get(0).octets().size()).isEqualTo(0xFFFF - 44);
  }

  private record Packet(int subType, int number, Bytes octets) {}

  /** Reads the file as its format is written down, and checks all that is fixed. */
  private static List<Packet> packets(ByteBuffer file) {
    assertThat(file.getInt()).isEqualTo(0xA1B2C3D4);
    assertThat(file.getInt()).isEqualTo(0x00020004);
    assertThat(file.getLong()).isZero();
    assertThat(file.getInt()).isEqualTo(0xFFFF);
    assertThat(file.getInt()).isEqualTo(228); // IPv4
    var packets = new ArrayList<Packet>();
    while (file.hasRemaining()) {
      assertThat(file.getInt()).isEqualTo((int) NOW.getEpochSecond());
      assertThat(file.getInt()).isEqualTo(678_901);
      int length = file.getInt();
      assertThat(file.getInt()).isEqualTo(length);
      packets.add(packet(file.slice(file.position(), length)));
      file.position(file.position() + length);
    }
    return packets;
  }

  private static Packet packet(ByteBuffer ip) {
    int sum = 0;
    for (int i = 0; i < 20; i += 2) {
      sum += ip.getShort(i) & 0xFFFF;
    }
    while (sum > 0xFFFF) {
      sum = (sum & 0xFFFF) + (sum >>> 16);
    }
    assertThat(sum).isEqualTo(0xFFFF); // the checksum of the header
    assertThat(ip.get(0)).isEqualTo((byte) 0x45);
    assertThat(ip.getShort(2) & 0xFFFF).isEqualTo(ip.limit());
    assertThat(ip.get(9)).isEqualTo((byte) 17); // UDP
    assertThat(ip.getShort(20) & 0xFFFF).isEqualTo(4729);
    assertThat(ip.getShort(22) & 0xFFFF).isEqualTo(4729);
    assertThat(ip.getShort(24) & 0xFFFF).isEqualTo(ip.limit() - 20);
    assertThat(ip.get(28)).isEqualTo((byte) 2); // version of GSMTAP
    assertThat(ip.get(29)).isEqualTo((byte) 4); // its header in words
    assertThat(ip.get(30)).isEqualTo((byte) 4); // SIM
    var octets = new byte[ip.limit() - 44];
    ip.position(44).get(octets);
    return new Packet(ip.get(40), ip.getInt(36), Bytes.of(octets));
  }

  @Test
  void isUnderstoodByTshark(@TempDir Path directory) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not installed");
    converse();
    var file = Files.write(directory.resolve("card.pcap"), pcap.toByteArray());

    var process = new ProcessBuilder("/usr/bin/tshark", "-r", file.toString())
        .redirectErrorStream(true)
        .start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(said)
        .contains("GSM SIM")
        .contains("SELECT")
        .contains("MANAGE CHANNEL")
        .doesNotContain("Malformed");
  }

  @Test
  void goesOnWithoutATraceThatCannotBeWritten() {
    var deaf = new CardTransport(
        new SmallEs10(),
        new BareUicc(),
        CardOptions.defaults(),
        new TextTrace(Writer.nullWriter())
            .and(new TextTrace(closed()))
            .and(new PcapTrace(closedStream(), () -> NOW)));

    assertThat(deaf.transmit(Bytes.fromHex("0070000001"))).hasToString("019000");
    assertThat(deaf.transmit(Bytes.fromHex("0070000001"))).hasToString("029000");
  }

  private static Writer closed() {
    return new OutputStreamWriter(closedStream(), UTF_8);
  }

  private static OutputStream closedStream() {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw new IOException("the disk is full");
      }
    };
  }
}
