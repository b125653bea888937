package org.opensmdp.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.opensmdp.certs.CertAndKey;
import org.opensmdp.certs.OperatorPki;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.crypto.Curve;

/**
 * A server to try: in an empty directory it issues a test PKI on both curves, certificates for
 * operators, and a configuration that uses them. Nothing of it is fit for real devices.
 *
 * <pre>
 * opensmdp.yaml     the configuration
 * pki/nist          CI, EUM, DPauth, DPpb, TLS on NIST P-256
 * pki/brainpool     the same on brainpoolP256r1; TLS stays on P-256, as phones want it
 * pki/operators     CA and server certificate of ES2+, and the client certificate of the operator
 * </pre>
 */
public final class TryOut {
  public static final String OPERATOR = "demo-operator";
  public static final String HOST = "localhost";

  private final Path directory;
  private final InstantSource clock;
  private final SecureRandom random;

  public TryOut(Path directory, InstantSource clock, SecureRandom random) {
    this.directory = directory.toAbsolutePath().normalize();
    this.clock = clock;
    this.random = random;
  }

  /** Where the listeners listen; port 0 takes any free one. */
  public record Ports(int es9plus, int es2plus, int admin) {
    public static final Ports ANY = new Ports(0, 0, 0);
    public static final Ports USUAL = new Ports(8443, 8444, 9090);

    /** Returns three ports that are free now, to be written down and kept. */
    public static Ports free() {
      try (var one = new ServerSocket(0);
          var two = new ServerSocket(0);
          var three = new ServerSocket(0)) {
        return new Ports(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
      } catch (IOException e) {
        throw new UncheckedIOException("no free port is to be had", e);
      }
    }
  }

  public Path configFile() {
    return directory.resolve("opensmdp.yaml");
  }

  public static Path pki(Path directory, Curve curve) {
    return directory.resolve("pki").resolve(nameOf(curve));
  }

  public static Path operators(Path directory) {
    return directory.resolve("pki").resolve("operators");
  }

  /** Returns the client certificate of the operator, as {@link #prepare} wrote it. */
  public static TlsIdentity operatorClient(Path directory) {
    var files = operators(directory);
    return TlsIdentity.load(
        new CertAndKey(files.resolve(OPERATOR + ".pem"), files.resolve(OPERATOR + ".key")));
  }

  /** Makes PKI and configuration unless they are there; returns the configuration file. */
  public Path prepare(Ports ports) {
    if (Files.exists(configFile())) {
      return configFile();
    }
    try {
      for (Curve curve : Curve.values()) {
        var plan = TestHierarchy.Plan.of(curve, HOST);
        TestHierarchy.issue(plan, clock, random).write(pki(directory, curve));
      }
      writeOperators(directory, clock, random);
      // Last, and in one move: a directory with a configuration is complete.
      var draft = Files.writeString(directory.resolve("opensmdp.yaml.new"), yaml(ports));
      return Files.move(draft, configFile());
    } catch (IOException e) {
      throw new UncheckedIOException("the try-out cannot be written to " + directory, e);
    }
  }

  /** Makes the CA of operators, the certificate of their listener, and the operator's own. */
  static void writeOperators(Path directory, InstantSource clock, SecureRandom random)
      throws IOException {
    var operators = OperatorPki.issue(List.of(HOST, "127.0.0.1"), clock, random);
    operators.write(operators(directory));
    operators
        .client(OPERATOR)
        .write(
            operators(directory).resolve(OPERATOR + ".pem"),
            operators(directory).resolve(OPERATOR + ".key"));
  }

  private static String yaml(Ports ports) {
    var text = new StringBuilder("# Written for a try-out: test certificates, loopback only.\n");
    text.append("data: .\n").append("credentials:\n");
    for (Curve curve : Curve.values()) {
      String name = nameOf(curve);
      text.append("  ").append(name).append(":\n    ci: pki/").append(name).append("/ci.pem\n");
      for (String pair : List.of("dp-auth", "dp-pb", "tls")) {
        text.append("    %2$s: { certificate: pki/%1$s/%2$s.pem, key: pki/%1$s/%2$s.key }\n"
            .formatted(name, pair));
      }
    }
    return text.append(listeners(ports, List.of(HOST), List.of("nist", "brainpool")))
        .append("smds: { credentials: nist, allow: [\"%s:*\"] }\n".formatted(HOST))
        .toString();
  }

  /** The listeners, all on loopback; operators come with certificates of {@link #writeOperators}. */
  static String listeners(Ports ports, List<String> hosts, List<String> credentials) {
    return """
            es9plus:
              - { listen: "127.0.0.1:%d", hosts: [%s], credentials: [%s] }
            es2plus:
              listen: "127.0.0.1:%d"
              tls: { certificate: pki/operators/es2plus-server.pem, key: pki/operators/es2plus-server.key }
              client-ca: [pki/operators/es2plus-ca.pem]
            admin: { listen: "127.0.0.1:%d" }
            """.formatted(
            ports.es9plus(),
            String.join(", ", hosts),
            String.join(", ", credentials),
            ports.es2plus(),
            ports.admin());
  }

  private static String nameOf(Curve curve) {
    return curve == Curve.NIST_P256 ? "nist" : "brainpool";
  }
}
