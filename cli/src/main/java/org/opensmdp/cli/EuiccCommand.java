package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.simulator.VirtualEuicc;
import org.opensmdp.simulator.apdu.BlockMode;
import org.opensmdp.simulator.apdu.CardListener;
import org.opensmdp.simulator.apdu.CardOptions;
import org.opensmdp.simulator.apdu.CardTransport;
import org.opensmdp.simulator.apdu.StdioDoor;
import org.opensmdp.simulator.apdu.TcpDoor;
import org.opensmdp.simulator.apdu.VpcdDoor;
import org.opensmdp.simulator.uicc.UiccFiles;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code euicc}: a virtual eUICC that a real LPA drives by APDUs. */
@Command(
    name = "euicc",
    description = {
      "A virtual eUICC that an LPA drives by APDUs.",
      "It has certificates of a test PKI: that of a try-out server (--data), or another (--certs)."
    },
    footer = {
      "",
      "Examples:",
      "  opensmdp euicc --stdio                 started by an LPA, such as lpac",
      "  opensmdp euicc --tcp 9999              then: nc localhost 9999",
      "  opensmdp euicc --vpcd localhost:35963  a card in a PC/SC reader of vsmartcard",
      "",
      "More in docs/euicc.md."
    })
final class EuiccCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1", heading = "One door:%n")
  private Door door = new Door();

  /** Exactly one. */
  static final class Door {
    @Option(
        names = "--stdio",
        description =
            "Lines of JSON on standard input and output, as lpac's stdio driver has them.")
    private boolean stdio;

    @Option(
        names = "--tcp",
        paramLabel = "[ADDRESS:]PORT",
        description = "Lines of hex on a port; on loopback, if no address is given.")
    private Optional<HostPort> tcp = Optional.empty();

    @Option(
        names = "--vpcd",
        paramLabel = "HOST[:PORT]",
        description = "A PC/SC reader of vsmartcard (port " + VpcdDoor.PORT + " if none is given).")
    private Optional<HostPort> vpcd = Optional.empty();
  }

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The directory of a try-out server (default: ./data).")
  private Path data = Path.of("data");

  @Option(
      names = "--certs",
      paramLabel = "DIR",
      description =
          "A test PKI with the keys of CI and EUM, instead: DIR, or nist and brainpool in it.")
  private Optional<Path> certs = Optional.empty();

  @Option(names = "--curve", description = "nist or brainpool (default: a card that has both).")
  private Optional<CertsCommand.CurveName> curve = Optional.empty();

  @Option(names = "--eid", description = "The card, one of the test EUM (default: a new one).")
  private Optional<Eid> eid = Optional.empty();

  @Option(
      names = "--device",
      paramLabel = "KIND|YAML",
      description = "The kind of device the card is of, as phone-a, or a file (docs/devices.md).")
  private Optional<Path> device = Optional.empty();

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "Keep the card in this file, and take it from there if it is there.")
  private Optional<Path> state = Optional.empty();

  @Option(
      names = "--block-mode",
      paramLabel = "t0|whole",
      description = "Answers in pieces by GET RESPONSE, or all at once (default: t0 with --vpcd, "
          + "else whole).")
  private Optional<BlockMode> blockMode = Optional.empty();

  @Option(
      names = "--isd-r-aid",
      paramLabel = "HEX",
      converter = Hex.class,
      description = "What the ISD-R is selected by (default: A0000005591010FFFFFFFF8900000100).")
  private Bytes isdrAid = CardOptions.ISD_R;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write every APDU as text, decoded.")
  private Optional<Path> trace = Optional.empty();

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description = "Write every APDU as a packet capture (GSMTAP), for Wireshark.")
  private Optional<Path> pcap = Optional.empty();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  /** Octets as hex of either case. */
  static final class Hex implements CommandLine.ITypeConverter<Bytes> {
    @Override
    public Bytes convert(String text) {
      try {
        return Bytes.fromHex(text);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException("'%s' is not hex".formatted(text));
      }
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    var answers = System.out;
    var messages = door.stdio ? System.err : System.out;
    requirePort();
    System.setOut(messages); // nothing but answers goes where the LPA reads
    try (var traces = CardTraces.open(trace, pcap)) {
      var card = card(messages, traces.listener());
      if (door.stdio) {
        serveStdio(card, answers);
      } else if (door.tcp.isPresent()) {
        serveTcp(card, door.tcp.get());
      } else {
        serveVpcd(card, door.vpcd.orElseThrow());
      }
    } finally {
      System.setOut(answers);
    }
    return 0;
  }

  private void requirePort() {
    if (door.tcp.isPresent() && door.tcp.get().port().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--tcp: a port is missing, as in --tcp 9999");
    }
  }

  private CardTransport card(PrintStream messages, CardListener listener) {
    var options = options();
    var euicc = euicc();
    messages.println("The card, EID " + euicc.eid());
    var all = state.map(file -> listener.and(new KeptCard(euicc, file))).orElse(listener);
    var svn = euicc.euiccInfo1().svn();
    var card = new CardTransport(euicc.es10(), new UiccFiles(euicc), options.svn(svn), all);
    var unused = card.reset(); // it gets power, and is kept from now on
    return card;
  }

  /** A file that is there is the card; the other options are for making one. */
  private VirtualEuicc euicc() {
    var maker = new CardMaker();
    if (state.isEmpty() || !Files.exists(state.get())) {
      var pki = certs.orElse(data.resolve("pki"));
      return maker.made(pki, curve.map(CertsCommand.CurveName::curve), eid, device);
    }
    var euicc = maker.kept(state.get());
    if (eid.isPresent() && !eid.get().equals(euicc.eid())) {
      throw new IllegalArgumentException(
          "%s holds the card with EID %s; leave --eid out, or name another file"
              .formatted(state.get(), euicc.eid()));
    }
    return euicc;
  }

  private CardOptions options() {
    var usual = door.vpcd.isPresent() ? BlockMode.T0 : BlockMode.WHOLE;
    try {
      return CardOptions.defaults().blockMode(blockMode.orElse(usual)).isdrAid(isdrAid);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void serveStdio(CardTransport card, PrintStream out) {
    new StdioDoor(card, System.err::println)
        .serve(
            new BufferedReader(new InputStreamReader(System.in, UTF_8)),
            new BufferedWriter(new OutputStreamWriter(out, UTF_8)));
  }

  private void serveTcp(CardTransport card, HostPort where) throws InterruptedException {
    var listening = TcpDoor.open(card, address(where), where.portOr(0));
    System.out.printf(
        "It listens at %s:%d; stop it with Ctrl-C.%n",
        address(where).getHostAddress(), listening.port());
    System.out.flush();
    Signals.waitThenClose(listening);
  }

  private InetAddress address(HostPort where) {
    try {
      return where.host().isEmpty()
          ? InetAddress.getLoopbackAddress()
          : InetAddress.getByName(where.host().get());
    } catch (UnknownHostException e) {
      throw new ParameterException(
          spec.commandLine(), "--tcp: no address " + where.host().orElse(""), e);
    }
  }

  private static void serveVpcd(CardTransport card, HostPort where) {
    try (var reader =
        VpcdDoor.connect(card, where.host().orElse("localhost"), where.portOr(VpcdDoor.PORT))) {
      System.out.println("It is in the reader; stop it with Ctrl-C.");
      reader.serve();
    }
    System.out.println("The reader has gone.");
  }
}
