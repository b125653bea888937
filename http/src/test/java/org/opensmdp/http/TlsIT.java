package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS by BoringSSL and by the JDK's engine. */
class TlsIT extends ServerFixture {
  private final TestPki pki = new TestPki("Root");

  private HttpServer secured(SslProvider provider, TlsIdentity... identities) {
    return secured(provider, config().withTls(TlsConfig.of(identities)));
  }

  private HttpServer secured(SslProvider provider, ListenerConfig config) {
    Assumptions.assumeTrue(
        provider == SslProvider.JDK || OpenSsl.isAvailable(), "BoringSSL does not load here");
    var host = new Route("GET", "/", "host", request -> text(request.host()));
    return closing(HttpServer.start(resources(2, 8), config, Routes.of(host, echo()), provider));
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
  void speaksBothVersionsOfTls(SslProvider provider, String version) throws Exception {
    var server = secured(provider, pki.issue("smdp.example"));

    try (var wire = Wire.tls(server.address(), pki.client(), "smdp.example", version)) {
      assertThat(wire.tls().getSession().getProtocol()).isEqualTo(version);
      assertThat(wire.get("/").body()).isEqualTo("smdp.example");
      assertThat(wire.post("/echo", "again").body()).isEqualTo("again");
    }
    assertThat(seen.handshakes).containsExactly(version);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENSSL", "JDK"})
  void offersTheSuiteThatEveryLpaKnows(SslProvider provider) throws Exception {
    var server = secured(provider, pki.issue("smdp.example"));

    try (var wire = Wire.tls(server.address(), pki.client(), "smdp.example", "TLSv1.2")) {
      var suite = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
      ((SSLSocket) wire.socket()).setEnabledCipherSuites(new String[] {suite});

      assertThat(wire.tls().getSession().getCipherSuite()).isEqualTo(suite);
    }
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL, HTTP_2", "OPENSSL, HTTP_1_1", "JDK, HTTP_2", "JDK, HTTP_1_1"})
  void speaksTheHttpVersionThatTheClientChooses(SslProvider provider, Version version)
      throws Exception {
    var server = secured(provider, pki.issue("localhost"));
    var client = client(pki, version);

    for (int i = 0; i < 3; i++) {
      var answer = ask(client, to(server, "/echo").POST(BodyPublishers.ofString("hello")));

      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.body()).isEqualTo("hello");
    }
    assertThat(seen.opened).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENSSL", "JDK"})
  void choosesTheCertificateByName(SslProvider provider) throws Exception {
    var server = secured(
        provider,
        pki.issue("first.example"),
        pki.issue("second.example", "alias.example"),
        pki.issue("*.wild.example"));

    assertThat(certificateFor(server, "first.example")).isEqualTo("CN=first.example");
    assertThat(certificateFor(server, "second.example")).isEqualTo("CN=second.example");
    assertThat(certificateFor(server, "alias.example")).isEqualTo("CN=second.example");
    assertThat(certificateFor(server, "a.wild.example")).isEqualTo("CN=*.wild.example");
    assertThat(certificateFor(server, "unknown.example")).isEqualTo("CN=first.example");
  }

  private String certificateFor(HttpServer server, String name) throws IOException {
    try (var wire = Wire.tls(server.address(), pki.client(), name)) {
      var shown = (X509Certificate) wire.tls().getSession().getPeerCertificates()[0];
      assertThat(wire.get("/").body()).isEqualTo(name);
      return shown.getSubjectX500Principal().getName();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENSSL", "JDK"})
  void resumesASession(SslProvider provider) throws Exception {
    var server = secured(provider, pki.issue("smdp.example"));
    SSLContext client = pki.client();

    long first = sessionBegan(server, client);
    long second = sessionBegan(server, client);

    assertThat(second).isEqualTo(first);
  }

  /** A resumed session keeps the time when it was made. */
  private static long sessionBegan(HttpServer server, SSLContext client) throws IOException {
    try (var wire = Wire.tls(server.address(), client, "smdp.example", "TLSv1.2")) {
      assertThat(wire.get("/").status()).isEqualTo(200);
      return wire.tls().getSession().getCreationTime();
    }
  }

  @Test
  void closesAConnectionThatNeverBeginsTls() throws Exception {
    var config = config()
        .withTls(TlsConfig.of(pki.issue("smdp.example")))
        .withReadTimeout(Duration.ofMillis(100));
    var server = secured(TlsSupport.provider(), config);

    try (var silent = Wire.plain(server.address());
        var halfHello = Wire.plain(server.address())) {
      halfHello.send("\u0016\u0003\u0001\u0001\u0000\u0001");

      assertThat(silent.closedByServer()).isTrue();
      assertThat(halfHello.closedByServer()).isTrue();
    }
  }

  @Test
  void closesAConnectionThatSpeaksPlainHttp() throws Exception {
    var server = secured(TlsSupport.provider(), pki.issue("smdp.example"));

    try (var wire = Wire.plain(server.address())) {
      wire.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThatExceptionOfType(Exception.class).isThrownBy(wire::receive);
    }
    assertThat(seen.finished).isEmpty();
  }

  @Test
  void refusesAKeyThatDoesNotFitTheCertificate() {
    var one = pki.issue("one.example");
    var other = pki.issue("other.example");
    var mixed = new TlsIdentity(one.chain(), other.key(), List.of());

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> secured(TlsSupport.provider(), mixed))
        .withMessageContaining("CN=one.example");
  }

  @Test
  void saysWhoDoesTls() {
    assertThat(TlsSupport.description()).startsWith(OpenSsl.isAvailable() ? "BoringSSL" : "JDK");
  }
}
