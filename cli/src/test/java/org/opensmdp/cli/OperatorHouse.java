package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.OperatorCallback;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.certs.CiTrust;
import org.opensmdp.certs.OperatorPki;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.TryOut;
import org.opensmdp.simulator.OperatorEndpoint;

/** An operator that is called back, with a PKI of its own; it lets in who has a certificate of the CI. */
final class OperatorHouse implements AutoCloseable {
  static final Secret SECRET = Secret.of(new byte[32]);

  private final OperatorEndpoint endpoint;
  private final String caPem;

  private OperatorHouse(OperatorEndpoint endpoint, String caPem) {
    this.endpoint = endpoint;
    this.caPem = caPem;
  }

  /** Opens it for the server to try in this directory. */
  static OperatorHouse open(Path directory) {
    try {
      var random = new SecureRandom();
      var pki = OperatorPki.issue(List.of("localhost"), Clock.systemUTC(), random);
      var folder = Files.createTempDirectory(directory, "mno");
      pki.write(folder);
      var ci =
          TestHierarchy.load(TryOut.pki(directory, Curve.NIST_P256), random).tlsCi();
      return new OperatorHouse(
          OperatorEndpoint.start(pki.server(), CiTrust.trustManager(List.of(ci))),
          Files.readString(OperatorPki.caFile(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OperatorEndpoint endpoint() {
    return endpoint;
  }

  String caPem() {
    return caPem;
  }

  OperatorCallback callback(long operatorId, Kind kind, Set<Integer> points) {
    return new OperatorCallback(
        operatorId,
        kind,
        kind == Kind.WEBHOOK ? endpoint.url() + "/hook" : endpoint.url(),
        points,
        true,
        Optional.of("nist"),
        Optional.of(caPem),
        Optional.empty(),
        kind == Kind.WEBHOOK ? Optional.of(SECRET) : Optional.empty());
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
