package org.opensmdp.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.certs.TestHierarchy.Plan;
import org.opensmdp.crypto.Curve;

/** Handshakes on loopback with the platform's TLS, host names compared as phones compare them. */
class CiTrustIT {
  private static final String HOST = "smdp.example.com";
  private static final InstantSource CLOCK = InstantSource.system();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TestHierarchy NIST =
      TestHierarchy.issue(Plan.of(Curve.NIST_P256, HOST), CLOCK, RANDOM);

  private final ExecutorService worker = Executors.newSingleThreadExecutor();

  @AfterEach
  void endTheWorker() {
    worker.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void shakesHandsWithAnSmdpOfEitherHierarchy(Curve curve) throws Exception {
    var hierarchy = TestHierarchy.issue(Plan.of(curve, "other.example.com", HOST), CLOCK, RANDOM);
    var lpa = CiTrust.trustManager(List.of(hierarchy.ci(), hierarchy.tlsCi()));

    assertThat(handshake(hierarchy.credentials("a").tls(), lpa, HOST)).startsWith("TLSv1.");
  }

  @Test
  void refusesAnotherHostName() {
    var lpa = CiTrust.trustManager(List.of(NIST.ci()));

    assertThatExceptionOfType(SSLException.class)
        .isThrownBy(() -> handshake(NIST.credentials("a").tls(), lpa, "evil.example.com"));
  }

  @Test
  void refusesAnotherCi() {
    var other = TestHierarchy.issue(Plan.of(Curve.NIST_P256, HOST), CLOCK, RANDOM);
    var lpa = CiTrust.trustManager(List.of(other.ci()));

    assertThatExceptionOfType(SSLException.class)
        .isThrownBy(() -> handshake(NIST.credentials("a").tls(), lpa, HOST));
  }

  @Test
  void refusesAnExpiredCertificate() {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var ended = Variation.with().validity(new Validity(now.minusSeconds(900), now.minusSeconds(9)));
    var expired = NIST.with(CertificateRole.DP_TLS, ended).credentials("a").tls();
    var lpa = CiTrust.trustManager(List.of(NIST.ci()));

    assertThatExceptionOfType(SSLException.class).isThrownBy(() -> handshake(expired, lpa, HOST));
  }

  @Test
  void needsACiThatThePlatformReads() {
    var brainpool = TestHierarchy.issue(Plan.of(Curve.BRAINPOOL_P256R1, HOST), CLOCK, RANDOM);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CiTrust.trustManager(List.of(brainpool.ci())))
        .withMessage("no CI certificate on P-256 to trust");
  }

  @Test
  void shakesHandsBothWaysOnEs2(@TempDir java.nio.file.Path directory) throws Exception {
    OperatorPki.issue(List.of(HOST, "127.0.0.1"), CLOCK, RANDOM).write(directory);
    var pki = OperatorPki.load(directory, CLOCK, RANDOM);
    var operator = pki.client("Example, Mobile");

    var peer = mutualHandshake(pki, operator, "127.0.0.1");

    assertThat(peer).contains("Example\\, Mobile");
    assertThat(mutualHandshake(pki, operator, HOST)).isEqualTo(peer);
  }

  @Test
  void refusesAClientOfAnotherOperatorPki() {
    var pki = OperatorPki.issue(List.of(HOST), CLOCK, RANDOM);
    var stranger = OperatorPki.issue(List.of(HOST), CLOCK, RANDOM).client("Example");

    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> mutualHandshake(pki, stranger, HOST))
        .withCauseInstanceOf(SSLException.class);
  }

  @Test
  void letsNoClientCertificateServe() {
    var pki = OperatorPki.issue(List.of(HOST), CLOCK, RANDOM);

    assertThatExceptionOfType(SSLException.class)
        .isThrownBy(() -> handshake(pki.client(HOST), pki.trustManager(), HOST));
  }

  /** Returns the protocol version the client saw. */
  private String handshake(TlsIdentity server, X509TrustManager trust, String host)
      throws Exception {
    try (var listener = listener(context(server.keyManagers(), List.of()))) {
      accept(listener, socket -> "");
      return connect(context(new KeyManager[0], List.of(trust)), listener, host);
    }
  }

  /** Returns the name of the client as the server saw it. */
  private String mutualHandshake(OperatorPki pki, TlsIdentity client, String host)
      throws Exception {
    var trust = List.of(pki.trustManager());
    try (var listener = listener(context(pki.server().keyManagers(), trust))) {
      listener.setNeedClientAuth(true);
      var seen =
          accept(listener, socket -> socket.getSession().getPeerPrincipal().getName());
      try {
        connect(context(client.keyManagers(), trust), listener, host);
      } catch (IOException e) {
        // the server's view decides: it is what the caller asks for
      }
      return seen.get();
    }
  }

  private interface View {
    String of(SSLSocket socket) throws IOException;
  }

  private Future<String> accept(SSLServerSocket listener, View view) {
    Callable<String> server = () -> {
      try (var socket = (SSLSocket) listener.accept()) {
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        var seen = view.of(socket);
        socket.getOutputStream().write(1);
        socket.getOutputStream().flush();
        return seen;
      }
    };
    return worker.submit(server);
  }

  private static SSLServerSocket listener(SSLContext context) throws IOException {
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static String connect(SSLContext context, SSLServerSocket listener, String host)
      throws IOException {
    var plain = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    try (var socket = (SSLSocket)
        context.getSocketFactory().createSocket(plain, host, listener.getLocalPort(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(20_000);
      socket.startHandshake();
      assertThat(socket.getInputStream().read()).isEqualTo(1);
      return socket.getSession().getProtocol();
    }
  }

  private static SSLContext context(KeyManager[] keys, List<X509TrustManager> trust)
      throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(keys, trust.toArray(TrustManager[]::new), RANDOM);
    return context;
  }
}
