package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.certs.OperatorPki;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.server.ConfigReader;
import org.opensmdp.server.OpensmdpServer;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9PlusClient;
import org.opensmdp.simulator.EuiccPopulation;
import org.opensmdp.simulator.EuiccProfile;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.OperatorClient;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.VirtualEuicc;

/**
 * A server with two ports for devices: one with credentials on both curves, signatures and TLS alike,
 * and one with those on P-256 alone.
 */
final class TwoPorts implements AutoCloseable {
  private static final VersionType SVN = new VersionType(2, 5, 0);
  private static final String CONFIGURATION = """
      data: .
      credentials:
        brainpool:
          ci: brainpool/ci.pem
          dp-auth: { certificate: brainpool/dp-auth.pem, key: brainpool/dp-auth.key }
          dp-pb: { certificate: brainpool/dp-pb.pem, key: brainpool/dp-pb.key }
          tls: { certificate: brainpool/tls.pem, key: brainpool/tls.key }
        nist:
          ci: nist/ci.pem
          dp-auth: { certificate: nist/dp-auth.pem, key: nist/dp-auth.key }
          dp-pb: { certificate: nist/dp-pb.pem, key: nist/dp-pb.key }
          tls: { certificate: nist/tls.pem, key: nist/tls.key }
      es9plus:
        - { listen: "127.0.0.1:0", hosts: [localhost], credentials: [brainpool, nist] }
        - { listen: "127.0.0.1:0", hosts: [localhost], credentials: [nist] }
      es2plus:
        listen: "127.0.0.1:0"
        tls: { certificate: operators/es2plus-server.pem, key: operators/es2plus-server.key }
        client-ca: [operators/es2plus-ca.pem]
      """;

  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final Map<Curve, TestHierarchy> hierarchies = new EnumMap<>(Curve.class);
  private final OperatorPki operators;
  private final TlsIdentity operator;
  private final Path configuration;
  private final OpensmdpServer server;

  TwoPorts() {
    try {
      var directory =
          Files.createTempDirectory(Files.createDirectories(Path.of("target")), "ports");
      for (Curve curve : Curve.values()) {
        var plan = TestHierarchy.Plan.of(curve, "localhost").withTlsOn(curve);
        hierarchies.put(curve, TestHierarchy.issue(plan, clock, random));
      }
      hierarchy(Curve.NIST_P256).write(directory.resolve("nist"));
      hierarchy(Curve.BRAINPOOL_P256R1).write(directory.resolve("brainpool"));
      operators = OperatorPki.issue(List.of("localhost"), clock, random);
      operators.write(directory.resolve("operators"));
      operator = operators.client(TryOut.OPERATOR);
      configuration = Files.writeString(directory.resolve("opensmdp.yaml"), CONFIGURATION);
      server = OpensmdpServer.start(new ConfigReader(Map.of()).read(configuration), clock);
      new TryOutStock(server.stores().inventory(), server.smdpAddress(), random).fill(operator, 20);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path configuration() {
    return configuration;
  }

  OpensmdpServer server() {
    return server;
  }

  TestHierarchy hierarchy(Curve curve) {
    return Optional.ofNullable(hierarchies.get(curve)).orElseThrow();
  }

  InetSocketAddress bothCurves() {
    return server.es9plusAddresses().get(0);
  }

  InetSocketAddress nistOnly() {
    return server.es9plusAddresses().get(1);
  }

  /** An LPA that trusts, and so offers in TLS, this curve alone. */
  Lpa lpa(VirtualEuicc euicc, Curve tls) {
    var http = http(tls, HttpClient.Version.HTTP_2);
    return new Lpa(
        euicc,
        address -> Es9PlusClient.over(http, address, SVN),
        LpaOptions.defaults(),
        LpaListener.NONE,
        clock);
  }

  HttpClient http(Curve tls, HttpClient.Version version) {
    var trusted = List.of(hierarchy(tls).tlsCi());
    return version == HttpClient.Version.HTTP_2
        ? Es9PlusClient.http(trusted)
        : Es9PlusClient.http1(trusted);
  }

  VirtualEuicc card(Curve curve) {
    return card(curve, curve);
  }

  /** A card that signs under the CI of one curve and verifies under that of another. */
  VirtualEuicc card(Curve signing, Curve verification) {
    var eid = EuiccPopulation.eid(random.nextLong(1_000_000_000_000_000L));
    List<RspCertificate> trusted = List.of(hierarchy(verification).ci());
    var profile =
        EuiccProfile.builder(List.of(hierarchy(signing).euicc(eid)), trusted).build();
    return new VirtualEuicc(profile, random, clock);
  }

  /** An order that is released, for the first port. */
  record Released(Iccid iccid, ActivationCode activationCode) {}

  Released release() {
    var client = new OperatorClient(
        Visitors.local(server.es2plusAddress().orElseThrow()),
        operator,
        operators.trustManager(),
        TryOut.OPERATOR);
    var iccid = client.downloadOrder(DownloadOrder.ofType(TryOutStock.TYPE));
    var confirmed = client.confirmOrder(OrderConfirmation.release(iccid));
    return new Released(iccid, code(confirmed.smdpAddress().orElseThrow(), confirmed.matchingId()));
  }

  private static ActivationCode code(String address, org.opensmdp.rsp.MatchingId matchingId) {
    return new ActivationCode(address, matchingId, Optional.empty(), false);
  }

  @Override
  public void close() {
    server.close();
  }
}
