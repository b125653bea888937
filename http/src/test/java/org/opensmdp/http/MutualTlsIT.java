package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that must prove themselves, as operators do on ES2+. */
class MutualTlsIT extends ServerFixture {
  private final TestPki pki = new TestPki("Server Root");
  private final TestPki operators = new TestPki("Operator Root");

  private HttpServer server(SslProvider provider) {
    Assumptions.assumeTrue(
        provider == SslProvider.JDK || OpenSsl.isAvailable(), "BoringSSL does not load here");
    var tls = TlsConfig.of(pki.issue("smdp.example"))
        .requiringClients(List.of(operators.root(), new TestPki("Another Root").root()));
    var whoami = new Route(
        "GET",
        "/",
        "whoami",
        request -> text(
            request.clientCertificate().orElseThrow().getSubjectX500Principal().getName()));
    return closing(
        HttpServer.start(resources(2, 8), config().withTls(tls), Routes.of(whoami), provider));
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
  void showsTheHandlerWhoTheClientIs(SslProvider provider, String version) throws Exception {
    var server = server(provider);
    var client = pki.client(operators.issue("operator.example"));

    for (int i = 0; i < 2; i++) { // the second connection may try to resume
      try (var wire = Wire.tls(server.address(), client, "smdp.example", version)) {
        assertThat(wire.get("/").body()).isEqualTo("CN=operator.example");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
  void refusesEveryoneElse(SslProvider provider, String version) {
    var server = server(provider);

    assertRefused(server, pki.client(), version);
    assertRefused(server, pki.client(pki.issue("foreign.example")), version);
    assertRefused(
        server, pki.client(new TestPki("Operator Root").issue("forged.example")), version);
    assertRefused(server, pki.client(operators.issueExpired("expired.example")), version);

    assertThat(seen.finished).isEmpty();
    eventually(() -> seen.handshakes.size() == 4);
    assertThat(seen.handshakes).containsOnly("none");
  }

  private static void assertRefused(HttpServer server, SSLContext client, String version) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
      try (var wire = Wire.tls(server.address(), client, "smdp.example", version)) {
        wire.get("/");
      }
    });
  }
}
