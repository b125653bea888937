package org.opensmdp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.certs.CertAndKey;
import org.opensmdp.certs.ChainCheck.Refused;
import org.opensmdp.certs.ChainCheck.Trusted;
import org.opensmdp.certs.CredentialException;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.certs.Validity;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;

/** Credential sets and lists of revoked certificates, as the configuration names them. */
class CredentialsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Eid EID = new Eid("89049032123451234512345678901235");
  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private static final TestHierarchy HIERARCHY = TestHierarchy.issue(
      TestHierarchy.Plan.of(Curve.NIST_P256, "smdp.example.com"), () -> NOW, new SecureRandom());

  private final Path directory;

  CredentialsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void writesTheHierarchy() throws IOException {
    HIERARCHY.write(directory);
  }

  private ServerConfig config(String dpAuth, String more) {
    var yaml = """
        data: .
        credentials:
          nist:
            ci: ci.pem
            dp-auth: %s
            dp-pb: { certificate: dp-pb.pem, key: dp-pb.key }
            tls: { certificate: tls.pem, key: tls.key }
        %s
        es9plus:
          - { listen: "127.0.0.1:0", hosts: [smdp.example.com], credentials: [nist] }
        """.formatted(dpAuth, more);
    return new ConfigReader(Map.of()).parse(yaml, directory, "opensmdp.yaml");
  }

  private ServerConfig listed(String more) {
    return config("{ certificate: dp-auth.pem, key: dp-auth.key }", "    crl: [ci.crl]\n" + more);
  }

  private static Credentials load(ServerConfig config, Instant now) {
    return Credentials.load(config, () -> now, new ServerMetrics());
  }

  private void list(Bytes crl) throws IOException {
    Files.write(directory.resolve("ci.crl"), crl.toArray());
  }

  @Test
  void loadsASetFromPkcs12() throws Exception {
    var files = new CertAndKey(directory.resolve("dp-auth.pem"), directory.resolve("dp-auth.key"));
    var identity = TlsIdentity.load(files);
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var password = "secret word".toCharArray();
    var chain = identity.chain().toArray(Certificate[]::new);
    store.setKeyEntry("key", identity.privateKey(), password, chain);
    try (var out = Files.newOutputStream(directory.resolve("auth.p12"))) {
      store.store(out, password);
    }
    Files.writeString(directory.resolve("auth.pw"), "secret word\n");

    var set =
        load(config("{ keystore: auth.p12, password-file: auth.pw }", ""), NOW).named("nist");

    assertThat(set.dpAuth().certificate())
        .isEqualTo(HIERARCHY.credentials("a").dpAuth().certificate());
  }

  @Test
  void startsWithAnExpiredSetOnlyIfThatIsAccepted() {
    var later = HIERARCHY.credentials("a").tls().certificate().notAfter().plusSeconds(1);
    var files = "{ certificate: dp-auth.pem, key: dp-auth.key }";

    assertThatExceptionOfType(CredentialException.class)
        .isThrownBy(() -> load(config(files, ""), later))
        .withMessageContaining("tls")
        .withMessageContaining("expired on");
    var accepted = load(config(files, "    accept-expired: true"), later);
    assertThat(accepted.expiring(() -> later))
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).contains("nist: TLS: expired on"));
    assertThat(accepted.expiring(() -> NOW)).isEmpty();
  }

  @Test
  void knowsWhomTheListsOfTheConfigurationRevoke() throws IOException {
    list(HIERARCHY.revocationList(Validity.days(NOW.minusSeconds(60), 7), HIERARCHY.eum()));
    var config = listed("");

    var revocations = load(config, NOW).revocations(config, () -> NOW);

    assertThat(new EuiccChains(() -> NOW, revocations)
            .check(HIERARCHY.eum().der(), HIERARCHY.euicc(EID).certificate().der(), HIERARCHY.ci()))
        .isInstanceOf(Refused.class);
  }

  @Test
  void letsInOrRefusesWhileAListIsOutOfDateAsConfigured() throws IOException {
    list(HIERARCHY.revocationList(Validity.days(NOW.minusSeconds(60), 7)));
    var later = NOW.plus(Duration.ofDays(8));
    var card = HIERARCHY.euicc(EID).certificate().der();
    var lenient = listed("");
    var strict = listed("    crl-when-stale: refuse");

    var open = new EuiccChains(() -> later, load(lenient, later).revocations(lenient, () -> later));
    var closed = new EuiccChains(() -> later, load(strict, later).revocations(strict, () -> later));

    assertThat(open.check(HIERARCHY.eum().der(), card, HIERARCHY.ci())).isInstanceOf(Trusted.class);
    assertThat(closed.check(HIERARCHY.eum().der(), card, HIERARCHY.ci()))
        .isInstanceOf(Refused.class);
  }

  @Test
  void startsWithoutAListThatIsNamedNowhere() {
    var config = config("{ certificate: dp-auth.pem, key: dp-auth.key }", "");

    var revocations = load(config, NOW).revocations(config, () -> NOW);

    assertThat(revocations.refresh()).isEmpty();
  }

  @Test
  void refusesToStartWithAListThatIsNotThere() {
    assertThatExceptionOfType(CredentialException.class)
        .isThrownBy(() -> load(listed(""), NOW))
        .withMessageContaining("ci.crl: no such file");
  }

  @Test
  void readsAListAgainWhenItHasChanged() throws IOException {
    var week = Validity.days(NOW.minusSeconds(60), 7);
    list(HIERARCHY.revocationList(week));
    var config = listed("");
    var revocations = load(config, NOW).revocations(config, () -> NOW);
    var chains = new EuiccChains(() -> NOW, revocations);
    var card = HIERARCHY.euicc(EID).certificate().der();
    list(HIERARCHY.revocationList(week, HIERARCHY.eum()));

    try (var watch = RevocationWatch.start(revocations, Duration.ofMillis(5))) {
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (chains.check(HIERARCHY.eum().der(), card, HIERARCHY.ci()) instanceof Trusted
          && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(watch).isNotNull();
    }

    assertThat(chains.check(HIERARCHY.eum().der(), card, HIERARCHY.ci()))
        .isInstanceOf(Refused.class);
  }
}
