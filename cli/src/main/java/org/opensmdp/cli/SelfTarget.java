package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OperatorCallback;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.activation.ProgressPoints;
import org.opensmdp.certs.CiTrust;
import org.opensmdp.certs.OperatorPki;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.crypto.Curve;
import org.opensmdp.http.ReplyHook;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.server.ConfigReader;
import org.opensmdp.server.OpensmdpServer;
import org.opensmdp.server.TryOut;
import org.opensmdp.simulator.Es9PlusClient;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.OperatorClient;
import org.opensmdp.simulator.OperatorEndpoint;
import org.opensmdp.simulator.conformance.CallbackEndpoint;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.OperatorAccess;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Target;

/**
 * A server of ours to try the suite on: PostgreSQL, server and stock in an empty temporary directory,
 * which is gone afterwards.
 */
final class SelfTarget implements AutoCloseable {
  private static final String SECOND = "second-operator";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Path directory;
  private final OpensmdpServer server;
  private final OperatorEndpoint endpoint;
  private final SecureRandom random;
  private final Map<ProfileKind, String> types;
  private final TlsIdentity second;

  private SelfTarget(Path directory, OpensmdpServer server, int stock, SecureRandom random)
      throws IOException {
    this.directory = directory;
    this.server = server;
    this.random = random;
    var inventory = server.stores().inventory();
    var first = operator(TryOut.OPERATOR, TryOut.operatorClient(directory));
    this.second = pki().client(SECOND);
    this.types = new SelfTypes(inventory, server.smdpAddress(), random)
        .add(first, operator(SECOND, second), stock);
    var tlsCi = hierarchy(Curve.NIST_P256).tlsCi();
    this.endpoint = OperatorEndpoint.start(pki().server(), CiTrust.trustManager(List.of(tlsCi)));
    server.stores().callbacks().put(callback(first));
  }

  /**
   * Starts it.
   *
   * @param stock profiles of the plain kind
   * @param replies what may change its answers
   */
  static SelfTarget start(int stock, ReplyHook replies) {
    var random = new SecureRandom();
    var clock = Clock.systemUTC();
    try {
      var directory = Files.createTempDirectory("opensmdp-conformance");
      var file = new TryOut(directory, clock, random).prepare(TryOut.Ports.ANY);
      var server = OpensmdpServer.start(new ConfigReader(Map.of()).read(file), clock, replies);
      return new SelfTarget(directory, server, stock, random);
    } catch (IOException e) {
      throw new UncheckedIOException("no server can be started in a temporary directory", e);
    }
  }

  private Operator operator(String name, TlsIdentity client) {
    var inventory = server.stores().inventory();
    var operator = inventory.add(new Operator(0, name, Set.of(name)));
    inventory.addClient(operator, fingerprint(client));
    return operator;
  }

  private static Bytes fingerprint(TlsIdentity client) {
    try {
      var key = client.chain().get(0).getPublicKey().getEncoded();
      return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private OperatorCallback callback(Operator operator) throws IOException {
    return new OperatorCallback(
        operator.operatorId(),
        Kind.HANDLE_DOWNLOAD_PROGRESS_INFO,
        endpoint.url(),
        ProgressPoints.ALL,
        true,
        Optional.of("nist"),
        Optional.of(Files.readString(OperatorPki.caFile(TryOut.operators(directory)))),
        Optional.empty(),
        Optional.empty());
  }

  /** Describes it as its maker would. */
  Target target() {
    var hierarchies = new EnumMap<Curve, TestHierarchy>(Curve.class);
    for (var curve : Curve.values()) {
      hierarchies.put(curve, hierarchy(curve));
    }
    var trusted = hierarchies.values().stream().map(TestHierarchy::tlsCi).toList();
    var anonymous = Es9PlusClient.http(List.of(pki().ca()));
    return new Target(
        server.smdpAddress(),
        HttpTransport.over(Es9PlusClient.http(trusted), TIMEOUT),
        hierarchies,
        Optional.of(access(TryOut.OPERATOR, TryOut.operatorClient(directory))),
        Optional.of(access(SECOND, second)),
        Optional.of(HttpTransport.over(anonymous, TIMEOUT)),
        types,
        EnumSet.complementOf(EnumSet.of(Feature.SMDS)),
        Optional.empty(),
        Optional.of(new CallbackEndpoint(endpoint)));
  }

  private OperatorAccess access(String name, TlsIdentity client) {
    var address = Visitors.local(server.es2plusAddress().orElseThrow());
    return new OperatorAccess(OperatorClient.over(client, pki().trustManager()), address, name);
  }

  private OperatorPki pki() {
    return OperatorPki.load(TryOut.operators(directory), Clock.systemUTC(), random);
  }

  private TestHierarchy hierarchy(Curve curve) {
    return TestHierarchy.load(TryOut.pki(directory, curve), random);
  }

  @Override
  public void close() {
    endpoint.close();
    server.close();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be removed", e);
    }
  }
}
