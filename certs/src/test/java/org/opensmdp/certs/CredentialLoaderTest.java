package org.opensmdp.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.certs.Variation.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.certs.Finding.Severity;
import org.opensmdp.certs.TestHierarchy.Plan;
import org.opensmdp.certs.Variation.Fault;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.SmdpOid;

/** Loading a credential set, and every text of its refusals. */
class CredentialLoaderTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final TestHierarchy NIST = hierarchy(Curve.NIST_P256);
  private static final TestHierarchy BRAINPOOL = hierarchy(Curve.BRAINPOOL_P256R1);

  private final Path directory;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final CredentialLoader loader = new CredentialLoader(now::get);

  CredentialLoaderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static TestHierarchy hierarchy(Curve curve) {
    return TestHierarchy.issue(Plan.of(curve, "smdp.example.com"), () -> NOW, new SecureRandom());
  }

  private CredentialFiles written(TestHierarchy hierarchy) throws IOException {
    hierarchy.write(directory);
    return TestHierarchy.files(directory);
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void loadsWhatAHierarchyWrites(Curve curve) throws IOException {
    var hierarchy = curve == Curve.NIST_P256 ? NIST : BRAINPOOL;

    var set = loader.load("main", written(hierarchy));

    var message = Bytes.fromHex("0102");
    var certificate = hierarchy.credentials("main").dpPb().certificate();
    assertThat(set.dpPb().certificate()).isEqualTo(certificate);
    assertThat(
            Signatures.verify(certificate.publicKey(), message, set.dpPb().key().sign(message)))
        .isTrue();
    assertThat(set.tls().chain()).hasSize(1);
    assertThat(set.curve()).isEqualTo(curve);
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void loadsATlsCertificateOnBrainpool(Curve curve) throws IOException {
    var plan = Plan.of(curve, "smdp.example.com").withTlsOn(Curve.BRAINPOOL_P256R1);
    var hierarchy = TestHierarchy.issue(plan, () -> NOW, new SecureRandom());

    var tls = loader.load("main", written(hierarchy)).tls();

    assertThat(tls.certificate().publicKey().curve()).isEqualTo(Curve.BRAINPOOL_P256R1);
    assertThat(tls.certificate().signedBy(hierarchy.tlsCi().publicKey())).isTrue();
    assertThat(tls.chain()).isEqualTo(hierarchy.credentials("a").tls().chain());
    assertThat(tls.privateKey()).isEqualTo(hierarchy.credentials("a").tls().privateKey());
  }

  @Test
  void loadsDerCertificatesAndSec1Keys() throws Exception {
    var files = written(NIST);
    var der = NIST.credentials("a").dpAuth().certificate().der();
    Files.write(directory.resolve("dp-auth.pem"), der.toArray());
    var info =
        PrivateKeyInfo.getInstance(NIST.credentials("a").tls().privateKey().getEncoded());
    var sec1 = info.getPrivateKey().getOctets();
    var encoded = Base64.getMimeEncoder().encodeToString(withCurve(sec1));
    Files.writeString(
        directory.resolve("tls.key"),
        "-----BEGIN EC PRIVATE KEY-----\n" + encoded + "\n-----END EC PRIVATE KEY-----\n");

    var set = loader.load("main", files);

    assertThat(set.dpAuth().certificate().der()).isEqualTo(der);
    assertThat(set.tls().certificate()).isEqualTo(NIST.credentials("a").tls().certificate());
  }

  /** A SEC1 file names its curve inside; in PKCS#8 it stands outside. */
  private static byte[] withCurve(byte[] sec1) throws IOException {
    var key = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(sec1);
    return new org.bouncycastle.asn1.sec.ECPrivateKey(
            256, key.getKey(), org.bouncycastle.asn1.sec.SECObjectIdentifiers.secp256r1)
        .getEncoded();
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void loadsPkcs12(Curve curve) throws Exception {
    var hierarchy = curve == Curve.NIST_P256 ? NIST : BRAINPOOL;
    var files = written(hierarchy);
    var auth = pkcs12("dp-auth", curve);
    var tls = pkcs12("tls", Curve.NIST_P256);

    var set = loader.load("main", new CredentialFiles(files.ci(), auth, files.dpPb(), tls));

    assertThat(set.dpAuth().certificate())
        .isEqualTo(hierarchy.credentials("a").dpAuth().certificate());
    assertThat(set.tls().chain()).isEqualTo(hierarchy.credentials("a").tls().chain());
  }

  private Pkcs12 pkcs12(String name, Curve curve) throws Exception {
    var material = KeyMaterial.read(
        new CertAndKey(directory.resolve(name + ".pem"), directory.resolve(name + ".key")));
    var identity = TlsIdentity.of(curve, material.certificates(), material.pkcs8());
    var store = curve == Curve.NIST_P256
        ? KeyStore.getInstance("PKCS12")
        : KeyStore.getInstance("PKCS12", new BouncyCastleProvider());
    store.load(null, null);
    var password = "secret word".toCharArray();
    var chain = identity.chain().toArray(Certificate[]::new);
    store.setKeyEntry("key", identity.privateKey(), password, chain);
    var file = directory.resolve(name + ".p12");
    try (var out = Files.newOutputStream(file)) {
      store.store(out, password);
    }
    return new Pkcs12(file, Files.writeString(directory.resolve("password"), "secret word\n"));
  }

  @Test
  void refusesAWrongPasswordWithoutSayingIt() throws Exception {
    var files = written(NIST);
    var store = pkcs12("dp-auth", Curve.NIST_P256);
    Files.writeString(store.passwordFile(), "hunter2");

    var wrong = new CredentialFiles(files.ci(), store, files.dpPb(), files.tls());

    assertRefused(wrong, "dp-auth.p12: cannot be opened with the password in ", "check both");
    assertThat(loader.inspect("main", wrong).toString()).doesNotContain("hunter2");
  }

  @Test
  void refusesAMissingFile() throws IOException {
    var files = written(NIST);
    Files.delete(directory.resolve("dp-pb.pem"));

    assertRefused(files, "dp-pb.pem: no such file", "correct the path");
  }

  @Test
  void refusesAFileThatIsNoCertificate() throws IOException {
    var files = written(NIST);
    Files.writeString(directory.resolve("ci.pem"), "hello");

    assertRefused(files, "ci.pem: Certificate", "give an X.509 certificate");
  }

  @Test
  void refusesDamagedPem() throws IOException {
    var files = written(NIST);
    var pem = Files.readString(directory.resolve("ci.pem"));
    Files.writeString(directory.resolve("ci.pem"), pem.substring(0, pem.length() / 2));

    assertRefused(files, "ci.pem: damaged PEM", "export the certificate again");
  }

  @Test
  void refusesAKeyFileWithoutKey() throws IOException {
    var files = written(NIST);
    Files.copy(
        directory.resolve("ci.pem"),
        directory.resolve("dp-auth.key"),
        StandardCopyOption.REPLACE_EXISTING);

    assertRefused(files, "dp-auth.key: no private key in it", "give PKCS#8 or SEC1");
  }

  @Test
  void refusesAnEncryptedKey() throws Exception {
    var files = written(NIST);
    var encrypted = new EncryptedPrivateKeyInfo("PBEWithMD5AndDES", new byte[48]).getEncoded();
    var sample = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(encrypted)
        + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    Files.writeString(directory.resolve("dp-auth.key"), sample);

    assertRefused(files, "dp-auth.key: the private key is encrypted", "decrypt it");
  }

  @Test
  void refusesTheKeyOfAnotherCertificate() throws IOException {
    var files = written(NIST);
    var swapped = new CertAndKey(directory.resolve("dp-auth.pem"), directory.resolve("dp-pb.key"));

    assertRefused(
        new CredentialFiles(files.ci(), swapped, files.dpPb(), files.tls()),
        "dp-pb.key belongs to another certificate",
        "give the key the certificate was issued for");
    assertThatExceptionOfType(CredentialException.class)
        .isThrownBy(() -> TlsIdentity.load(swapped))
        .withMessageContaining("the key does not belong to the certificate");
  }

  @Test
  void refusesSwappedRoles() throws IOException {
    var files = written(NIST);

    assertRefused(
        new CredentialFiles(files.ci(), files.dpPb(), files.dpAuth(), files.tls()),
        "main dp-auth",
        "its policy is not that of a certificate for SM-DP+ authentication");
  }

  @Test
  void refusesTwoOids() throws IOException {
    var odd = with().oid(new SmdpOid("2.999.12"));

    assertRefused(
        written(NIST.with(CertificateRole.DP_PB, odd)),
        "dp-pb.pem): SM-DP+ OID 2.999.12, but 2.999.10 in dp-auth",
        "give certificates of one SM-DP+");
    assertRefused(
        written(NIST.with(CertificateRole.DP_TLS, odd)),
        "tls.pem): SM-DP+ OID 2.999.12, but 2.999.10 in dp-auth",
        "give certificates of one SM-DP+");
  }

  @Test
  void refusesABrokenChain() throws IOException {
    assertRefused(
        written(NIST.with(CertificateRole.DP_AUTH, with(Fault.FORGED_SIGNATURE))),
        "its signature is not the CI's",
        "give the certificate as the CI issued it");
    assertRefused(
        written(NIST.with(CertificateRole.DP_TLS, with(Fault.FORGED_SIGNATURE))),
        "its signature is not the CI's",
        "give the certificate as the CI issued it");
    assertRefused(
        written(NIST.with(CertificateRole.DP_PB, with(Fault.FOREIGN_AUTHORITY_KEY_ID))),
        "issued by another CI than the set's",
        "give the CI certificate with the key id");
    assertRefused(
        written(NIST.with(CertificateRole.DP_PB, with(Fault.NO_AUTHORITY_KEY_ID))),
        "no authorityKeyIdentifier",
        "have it issued again");
  }

  @Test
  void refusesWhatIsNotValidNow() throws IOException {
    var ended = new Validity(NOW.minusSeconds(9000), NOW.minusSeconds(60));
    var toCome = new Validity(NOW.plus(Duration.ofDays(2)), NOW.plus(Duration.ofDays(200)));

    assertRefused(
        written(NIST.with(CertificateRole.DP_AUTH, with().validity(ended))),
        "expired on 2026-06-01",
        "have it renewed");
    assertRefused(
        written(NIST.with(CertificateRole.DP_TLS, with().validity(toCome))),
        "not valid before 2026-06-03",
        "set the clock");
  }

  @Test
  void takesAnExpiredSetThatIsAcceptedAndWarnsOfIt() throws IOException {
    var ended = new Validity(NOW.minusSeconds(9000), NOW.minusSeconds(60));
    var files = written(NIST.with(CertificateRole.DP_AUTH, with().validity(ended)));
    var accepting =
        new CredentialFiles(files.ci(), files.dpAuth(), files.dpPb(), files.tls(), List.of(), true);

    var set = loader.load("main", accepting);

    assertThat(set.dpAuth().certificate().notAfter()).isEqualTo(ended.notAfter());
    assertThat(loader.inspect("main", accepting))
        .filteredOn(finding -> finding.severity() == Severity.WARNING)
        .singleElement()
        .satisfies(finding -> assertThat(finding.what())
            .contains("dp-auth", "expired on 2026-06-01, accepted (accept-expired)"));
  }

  @Test
  void refusesWhatIsNotValidYetAlsoWhereExpiredIsAccepted() throws IOException {
    var toCome = new Validity(NOW.plus(Duration.ofDays(2)), NOW.plus(Duration.ofDays(200)));
    var files = written(NIST.with(CertificateRole.DP_PB, with().validity(toCome)));

    assertRefused(
        new CredentialFiles(files.ci(), files.dpAuth(), files.dpPb(), files.tls(), List.of(), true),
        "not valid before 2026-06-03",
        "set the clock");
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void refusesASetThatItsCiHasRevoked(Curve curve) throws IOException {
    var hierarchy = curve == Curve.NIST_P256 ? NIST : BRAINPOOL;
    var validity = Validity.days(NOW.minusSeconds(60), 7);
    var dpPb = hierarchy.credentials("a").dpPb().certificate();

    assertRefused(
        withList(hierarchy, hierarchy.revocationList(validity, dpPb)),
        "dp-pb.pem: revoked by its CI on 2026-06-01",
        "have another one issued");
  }

  @Test
  void looksAtTheListsOfASet() throws IOException {
    var ended = new Validity(NOW.minusSeconds(9000), NOW.minusSeconds(60));

    var good = loader.inspect(
        "main", withList(NIST, NIST.revocationList(Validity.days(NOW.minusSeconds(60), 7))));
    var old = loader.inspect("main", withList(NIST, NIST.revocationList(ended, NIST.eum())));

    assertThat(good.toString()).contains("OK main crl", "0 revoked, valid until 2026-06-08");
    assertThat(old.toString()).contains("WARNING main crl", "expired on 2026-06-01");
    assertThat(Finding.firstError(old)).isEmpty();
  }

  private CredentialFiles withList(TestHierarchy hierarchy, Bytes list) throws IOException {
    var files = written(hierarchy);
    var crl = Files.write(directory.resolve("ci.crl"), list.toArray());
    return new CredentialFiles(
        files.ci(), files.dpAuth(), files.dpPb(), files.tls(), List.of(crl), false);
  }

  @Test
  void refusesOddProfiles() throws IOException {
    assertRefused(
        written(NIST.with(CertificateRole.DP_AUTH, with(Fault.WRONG_CA_FLAG))),
        "marked as a CA",
        "have it issued again");
    assertRefused(
        written(NIST.with(CertificateRole.DP_PB, with(Fault.WRONG_KEY_USAGE))),
        "key usage without digitalSignature",
        "have it issued again");
    assertRefused(
        written(NIST.with(CertificateRole.DP_PB, with(Fault.OTHER_CURVE))),
        "its key is on another curve than the CI's",
        "keep one set for each curve");
    assertRefused(
        written(NIST.with(CertificateRole.DP_PB, with(Fault.UNKNOWN_CRITICAL_EXTENSION))),
        "unknown critical extension [2.999.999]",
        "have it issued again");
  }

  @Test
  void findsNothingWrongInAGoodSet() throws IOException {
    assertThat(loader.inspect("main", written(NIST)))
        .extracting(Finding::severity)
        .containsExactly(Severity.OK, Severity.OK, Severity.OK, Severity.OK);
  }

  @Test
  void tellsOfAllFilesAtOnce() throws IOException {
    var files = written(NIST);
    Files.delete(directory.resolve("ci.pem"));
    Files.delete(directory.resolve("tls.key"));

    assertThat(loader.inspect("main", files))
        .filteredOn(finding -> finding.severity() == Severity.ERROR)
        .extracting(Finding::what)
        .hasSize(2);
  }

  @Test
  void refusesNoiseBehindTheTlsCertificate() throws IOException {
    for (var hierarchy : List.of(NIST, BRAINPOOL)) {
      var files = written(hierarchy);
      var noise = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
      Files.writeString(directory.resolve("tls.pem"), noise, StandardOpenOption.APPEND);

      assertRefused(
          files, "tls.pem: chain or key refused by this Java platform", "give X.509 certificates");
    }
  }

  @Test
  void mentionsThatTlsIsUnderAnotherCi() throws IOException {
    assertThat(loader.inspect("main", written(BRAINPOOL)))
        .filteredOn(finding -> finding.severity() == Severity.WARNING)
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).contains("tls.pem", "another CI"));
  }

  @Test
  void warnsAtNinetyThirtySevenAndOneDays() {
    var set = NIST.credentials("main");
    var end = set.tls().certificate().notAfter();

    assertThat(expiringAt(set, end.minus(Duration.ofDays(91)))).isEmpty();
    assertThat(expiringAt(set, end.minus(Duration.ofDays(90)))).contains("less than 90 days");
    assertThat(expiringAt(set, end.minus(Duration.ofDays(29)))).contains("less than 30 days");
    assertThat(expiringAt(set, end.minus(Duration.ofDays(7)))).contains("less than 7 days");
    assertThat(expiringAt(set, end.minus(Duration.ofHours(3)))).contains("less than 1 day;");
    assertThat(expiringAt(set, end.plusSeconds(1))).contains("ERROR main: TLS: expired on");
  }

  private String expiringAt(CredentialSet set, Instant instant) {
    now.set(instant);
    return String.join(
        "\n", loader.expiring(set).stream().map(Finding::toString).toList());
  }

  private void assertRefused(CredentialFiles files, String what, String remedy) {
    assertThatExceptionOfType(CredentialException.class)
        .isThrownBy(() -> loader.load("main", files))
        .withMessageContaining(what)
        .withMessageContaining(remedy);
  }
}
