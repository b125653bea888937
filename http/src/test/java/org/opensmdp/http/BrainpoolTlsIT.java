package org.opensmdp.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.http.OfferingClient.BRAINPOOL;
import static org.opensmdp.http.OfferingClient.P256;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Certificates on brainpoolP256r1, alone and beside P-256, over real sockets. */
class BrainpoolTlsIT extends ServerFixture {
  private final TestPki nist = new TestPki("NIST CI");
  private final TestPki brainpool = TestPki.onBrainpool("Brainpool CI");

  private HttpServer listener(TlsIdentity... identities) {
    var root = new Route("GET", "/", "root", request -> text("hello"));
    var config = config().withTls(TlsConfig.of(identities));
    return closing(HttpServer.start(resources(2, 8), config, Routes.of(root, echo())));
  }

  private HttpServer both() {
    return listener(brainpool.issue("brainpool.example"), nist.issue("nist.example"));
  }

  /** Two identities for one name; subjects differ so that a client can tell. */
  private HttpServer bothUnderOneName() {
    return listener(
        brainpool.issue("brainpool.example", "smdp.example"),
        nist.issue("nist.example", "smdp.example"));
  }

  @Test
  void showsEachClientWhatItCanDo() throws Exception {
    var address = bothUnderOneName().address();

    assertThat(phone(P256).isShown(address)).isEqualTo("CN=nist.example");
    assertThat(phone(P256, BRAINPOOL).isShown(address)).isEqualTo("CN=nist.example");
    assertThat(phone(BRAINPOOL).isShown(address)).isEqualTo("CN=brainpool.example");
    assertThat(phone(P256).versions(ProtocolVersion.TLSv13).isShown(address))
        .isEqualTo("CN=nist.example");
    assertThat(seen.handshakes).containsExactly("TLSv1.2", "TLSv1.2", "TLSv1.2", "TLSv1.3");
  }

  @Test
  void showsTheCertificateOfTheCiThatTheClientNames() throws Exception {
    var address = bothUnderOneName().address();
    var ofBrainpool = sha1(keyOf(brainpool.root()));
    var ofNist = sha1(keyOf(nist.root()));

    assertThat(phone(P256, BRAINPOOL).trustingKey(ofBrainpool).isShown(address))
        .isEqualTo("CN=brainpool.example");
    assertThat(phone(P256, BRAINPOOL).trustingKey(ofNist).isShown(address))
        .isEqualTo("CN=nist.example");
    assertThat(phone(P256, BRAINPOOL)
            .trustingCertificate(sha1(brainpool.root().getEncoded()))
            .isShown(address))
        .isEqualTo("CN=brainpool.example");
  }

  /** A client that is neither the JDK's nor Bouncy Castle's. */
  @Test
  void showsOpenSslWhatItCanDo() throws Exception {
    Assumptions.assumeTrue(hasOpenSsl(), "openssl is not here");
    var address = bothUnderOneName().address();

    for (var suite : List.of("ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA256")) {
      assertThat(openSsl(address, "-tls1_2", "-groups", "brainpoolP256r1", "-cipher", suite))
          .contains("CN=brainpool.example", "Cipher is " + suite);
    }
    assertThat(openSsl(address, "-groups", "brainpoolP256r1:P-256")).contains("CN=nist.example");
    assertThat(openSsl(address)).contains("CN=nist.example", "TLSv1.3");
    assertThat(openSsl(address, "-tls1_2")).contains("CN=nist.example");
  }

  private static boolean hasOpenSsl() {
    try {
      return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException | InterruptedException absent) {
      return false;
    }
  }

  /** Returns what s_client prints, blanks left out: versions differ in them. */
  private static String openSsl(InetSocketAddress address, String... options) throws Exception {
    var command =
        new ArrayList<>(List.of("openssl", "s_client", "-servername", "smdp.example", "-connect"));
    command.add("127.0.0.1:" + address.getPort());
    command.addAll(List.of(options));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), UTF_8).replace(" = ", "=");
  }

  @Test
  void choosesByNameBeforeAnythingElse() throws Exception {
    var address = both().address();

    assertThat(phone(P256, BRAINPOOL).serverName("brainpool.example").isShown(address))
        .isEqualTo("CN=brainpool.example");
    assertThat(phone(P256, BRAINPOOL).serverName("nist.example").isShown(address))
        .isEqualTo("CN=nist.example");
  }

  @Test
  void servesAListenerThatHasNothingElse() throws Exception {
    var address = listener(brainpool.issue("smdp.example")).address();

    assertThat(phone(BRAINPOOL).isShown(address)).isEqualTo("CN=smdp.example");
    assertThat(phone(P256, BRAINPOOL).isShown(address)).isEqualTo("CN=smdp.example");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> phone(P256).isShown(address))
        .withMessageContaining("handshake_failure(40)");
  }

  @Test
  void speaksHttp1OnOneConnection() throws Exception {
    var server = listener(brainpool.issue("smdp.example"));

    try (var wire = Wire.tls(server.address(), brainpool.client(), "smdp.example")) {
      for (int i = 0; i < 3; i++) {
        assertThat(wire.post("/echo", "hello").body()).isEqualTo("hello");
      }
    }
    assertThat(seen.handshakes).containsExactly("TLSv1.2");
  }

  @Test
  void speaksHttp2ToWhoeverOffersIt() throws Exception {
    var server = listener(brainpool.issue("smdp.example"));

    try (var wire = Wire.tls(server.address(), brainpool.client(), "smdp.example")) {
      var socket = (SSLSocket) wire.socket();
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      socket.setSSLParameters(parameters);
      wire.tls();
      wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      int settings = 4;

      assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
      assertThat(socket.getInputStream().readNBytes(9)[3]).isEqualTo((byte) settings);
    }
  }

  @Test
  void asksOperatorsForTheirCertificatesToo() throws Exception {
    var operators = new TestPki("Operator Root");
    var tls =
        TlsConfig.of(brainpool.issue("localhost")).requiringClients(List.of(operators.root()));
    var whoami = new Route(
        "GET",
        "/",
        "whoami",
        request -> text(
            request.clientCertificate().orElseThrow().getSubjectX500Principal().getName()));
    var server = server(config().withTls(tls), whoami);
    var stranger = new TestPki("Another Root").issue("forged.example");

    assertThat(answer(server, brainpool.client(operators.issue("operator.example"))))
        .isEqualTo("CN=operator.example");
    for (var refused : List.of(brainpool.client(), brainpool.client(stranger))) {
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> answer(server, refused));
    }
  }

  private static String answer(HttpServer server, SSLContext client) throws IOException {
    try (var wire = Wire.tls(server.address(), client, "localhost")) {
      return wire.get("/").body();
    }
  }

  @Test
  void refusesAKeyThatDoesNotFitTheCertificate() {
    var one = brainpool.issue("one.example");
    var other = brainpool.issue("other.example");
    var mixed = new TlsIdentity(one.chain(), other.key(), List.of());

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> listener(mixed))
        .withMessageContaining("CN=one.example");
  }

  private static OfferingClient phone(Integer... groups) {
    return OfferingClient.of(groups).serverName("smdp.example");
  }

  private static byte[] keyOf(X509Certificate certificate) {
    return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
        .getPublicKeyData()
        .getOctets();
  }

  private static byte[] sha1(byte[] octets) throws Exception {
    return MessageDigest.getInstance("SHA-1").digest(octets);
  }
}
