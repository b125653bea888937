package org.opensmdp.cli;

import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.certs.CredentialException;
import org.opensmdp.certs.DiscoveryCredentials;
import org.opensmdp.certs.OperatorPki;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.server.TryOut;
import org.opensmdp.simulator.Es11Client;
import org.opensmdp.simulator.Es9PlusClient;
import org.opensmdp.simulator.EuiccPopulation;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.OperatorClient;
import org.opensmdp.simulator.VirtualEuicc;

/** Operators and devices that belong to the test PKI of a server to try. */
final class Visitors {
  private static final VersionType SVN = new VersionType(2, 5, 0);

  private final Path directory;
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private Optional<HttpClient> http = Optional.empty();

  Visitors(Path directory) {
    this.directory = directory;
  }

  /** Made when a device wants it: who only orders needs no trust in the device interface. */
  private synchronized HttpClient http() {
    var made = http.orElseGet(() -> Es9PlusClient.http(trusted()));
    http = Optional.of(made);
    return made;
  }

  private List<RspCertificate> trusted() {
    return curves().map(curve -> hierarchy(curve).tlsCi()).toList();
  }

  /** The curves cards can be made on: an import may have brought one only, or no keys to make any. */
  private Stream<Curve> curves() {
    return Stream.of(Curve.values())
        .filter(curve -> Files.exists(TryOut.pki(directory, curve).resolve("eum.key")));
  }

  /** The operator, calling the ES2+ listener at this address. */
  OperatorClient operator(String address) {
    var pki = OperatorPki.load(TryOut.operators(directory), clock, random);
    return new OperatorClient(
        address, TryOut.operatorClient(directory), pki.trustManager(), TryOut.OPERATOR);
  }

  static String local(InetSocketAddress address) {
    return TryOut.HOST + ":" + address.getPort();
  }

  /** Cards with certificates on one curve, or, if none is named, on both. */
  EuiccPopulation cards(Optional<Curve> curve) {
    var curves = curves().filter(each -> curve.map(each::equals).orElse(true)).toList();
    if (curves.isEmpty()) {
      throw new CredentialException(
          directory
              + " holds no keys of CI and EUM to make cards with; certs import --with-cards takes them");
    }
    return new EuiccPopulation(curves.stream().map(this::hierarchy).toList(), random, clock);
  }

  Lpa lpa(VirtualEuicc euicc, LpaListener listener) {
    return new Lpa(
        euicc,
        address -> Es9PlusClient.over(http(), address, SVN),
        LpaOptions.defaults(),
        listener,
        clock);
  }

  /** The same, whose server is reached here whatever codes and profiles name. */
  Lpa lpa(VirtualEuicc euicc, LpaListener listener, String address) {
    var server = Es9PlusClient.over(http(), address, SVN);
    return new Lpa(euicc, named -> server, LpaOptions.defaults(), listener, clock);
  }

  /** The SM-DS at this address, as devices see it. */
  Es11Client es11(String address) {
    return Es11Client.over(http(), address);
  }

  /** What an SM-DS of the test PKI works with; TLS on P-256 first. */
  List<DiscoveryCredentials> discovery() {
    return curves().map(curve -> hierarchy(curve).discovery(TryOut.HOST)).toList();
  }

  /** The number of the card with this EID. */
  static long numberOf(Eid eid) {
    int ein = EuiccPopulation.EIN.length();
    var digits = eid.digits();
    try {
      long number = Long.parseLong(digits.substring(ein, digits.length() - 2));
      if (EuiccPopulation.eid(number).equals(eid)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // too large a number: refused below
    }
    throw new IllegalArgumentException(
        "%s is no EID of a test card (expected: %s, up to 18 digits with zeros before them, check digits)"
            .formatted(eid, EuiccPopulation.EIN));
  }

  /** A number for a card that no earlier run has used. */
  long cardNumber() {
    return random.nextLong(1_000_000_000_000_000L);
  }

  private TestHierarchy hierarchy(Curve curve) {
    return TestHierarchy.load(TryOut.pki(directory, curve), random);
  }
}
