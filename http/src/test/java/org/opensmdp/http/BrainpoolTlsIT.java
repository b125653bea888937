package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.http.OfferingClient.BRAINPOOL;
import static org.opensmdp.http.OfferingClient.P256;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource(Version.class)
  void speaksTheHttpVersionThatTheClientChooses(Version version) throws Exception {
    var server = listener(brainpool.issue("localhost"));
    var client = client(brainpool, version);

    for (int i = 0; i < 3; i++) {
      var answer = ask(client, to(server, "/echo").POST(BodyPublishers.ofString("hello")));

      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.body()).isEqualTo("hello");
    }
    assertThat(seen.handshakes).containsExactly("TLSv1.2");
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

    var client = brainpool.client(operators.issue("operator.example"));
    var answer = ask(client(client, Version.HTTP_1_1), to(server, "/"));

    assertThat(answer.body()).isEqualTo("CN=operator.example");
    for (var refused : List.of(brainpool.client(), brainpool.client(stranger))) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> ask(client(refused, Version.HTTP_1_1), to(server, "/")));
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
