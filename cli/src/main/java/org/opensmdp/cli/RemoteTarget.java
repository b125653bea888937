package org.opensmdp.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.opensmdp.certs.CertAndKey;
import org.opensmdp.certs.CertificateFiles;
import org.opensmdp.certs.CiTrust;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.crypto.Curve;
import org.opensmdp.simulator.Es9PlusClient;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.OperatorClient;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.OperatorAccess;
import org.opensmdp.simulator.conformance.Provisioning;
import org.opensmdp.simulator.conformance.Target;
import org.opensmdp.simulator.conformance.TargetFile;

/** Any SM-DP+, as a file describes it. */
final class RemoteTarget {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Path certificates;
  private final TargetFile file;
  private final SecureRandom random = new SecureRandom();

  /** @param certificates the directory that the file names are relative to */
  RemoteTarget(Path certificates, TargetFile file) {
    this.certificates = certificates;
    this.file = file;
  }

  /** Reads the file; throws IllegalArgumentException that says what to mend. */
  static TargetFile read(Path config) throws IOException {
    return TargetFile.read(Files.readString(config), config.toString());
  }

  /**
   * Describes it.
   *
   * @param es2plus host:port, if orders go over ES2+
   * @param provisioning otherwise
   */
  Target target(String smdp, Optional<String> es2plus, Optional<Provisioning> provisioning) {
    var hierarchies = new EnumMap<Curve, TestHierarchy>(Curve.class);
    file.cards()
        .forEach((curve, directory) -> hierarchies.put(
            curve.curve(), TestHierarchy.load(certificates.resolve(directory), random)));
    var trusted = file.trust()
        .map(this::certificates)
        .orElseGet(() -> hierarchies.values().stream().map(TestHierarchy::tlsCi).toList());
    return new Target(
        smdp,
        HttpTransport.over(Es9PlusClient.http(trusted), TIMEOUT),
        hierarchies,
        es2plus.flatMap(address -> access(address, file.operator())),
        es2plus.flatMap(address -> access(address, file.secondOperator())),
        es2plus.map(address -> HttpTransport.over(Es9PlusClient.http(operatorCas()), TIMEOUT)),
        file.profileTypes(),
        es2plus.isPresent() ? file.features() : withoutOrders(),
        provisioning,
        Optional.empty());
  }

  private java.util.Set<Feature> withoutOrders() {
    var left = java.util.EnumSet.noneOf(Feature.class);
    left.addAll(file.features());
    left.remove(Feature.ES2PLUS);
    return left;
  }

  private Optional<OperatorAccess> access(
      String address, Optional<TargetFile.OperatorSection> operator) {
    return operator.map(it -> {
      var client = TlsIdentity.load(
          new CertAndKey(certificates.resolve(it.certificate()), certificates.resolve(it.key())));
      return new OperatorAccess(
          OperatorClient.over(client, CiTrust.trustManager(operatorCas())),
          address,
          it.requester());
    });
  }

  private List<RspCertificate> operatorCas() {
    return certificates(file.es2plusTrust()
        .orElseThrow(() -> new IllegalArgumentException(
            "es2plus-trust: the key is missing, and --es2plus needs it")));
  }

  private List<RspCertificate> certificates(List<String> files) {
    return files.stream()
        .flatMap(name -> CertificateFiles.read(certificates.resolve(name)).stream())
        .toList();
  }
}
