package org.opensmdp.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.certs.Variation.with;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.certs.CertificateDraft.Content;
import org.opensmdp.certs.Finding.Severity;
import org.opensmdp.certs.TestHierarchy.Plan;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.SoftwareSigningKey;
import org.opensmdp.rsp.SmdpOid;

/** A directory of certificates and keys, in the layout of SGP.26, made into credential sets. */
class CertificateImportTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TestHierarchy NIST = hierarchy(Curve.NIST_P256);
  private static final TestHierarchy BRAINPOOL = hierarchy(Curve.BRAINPOOL_P256R1);

  private final Path root;
  private final Path out;

  CertificateImportTest(@TempDir Path directory) {
    this.root = directory.resolve("SGP.26_v1.5");
    this.out = directory.resolve("out");
  }

  private static TestHierarchy hierarchy(Curve curve) {
    return TestHierarchy.issue(Plan.of(curve, "testsmdpplus1.example.com"), () -> NOW, RANDOM);
  }

  @BeforeEach
  void writesBothCurves() throws IOException {
    Files.createDirectories(root);
    Sgp26Layout.write(NIST, "NIST", root, "ci", "eum", "dp-auth", "dp-pb", "tls");
    Sgp26Layout.write(BRAINPOOL, "BRP", root, "ci", "eum", "dp-auth", "dp-pb");
  }

  @Test
  void makesASetForEachCurve() throws IOException {
    var found = search();

    assertThat(found.findings()).isEmpty();
    assertThat(found.sets()).extracting(ImportedSet::name).containsExactly("brainpool", "nist");
    for (ImportedSet set : found.sets()) {
      var files = set.write(out.resolve(set.name()), false, NOW);
      var loaded = new CredentialLoader(() -> NOW).load(set.name(), files);
      assertThat(loaded.ci()).isEqualTo(set.ci());
      assertThat(loaded.oid()).isEqualTo(new SmdpOid("2.999.10"));
      assertThat(loaded.tls().dnsNames()).containsExactly("testsmdpplus1.example.com");
    }
  }

  @Test
  void servesBothCurvesWithTheTlsCertificateOnP256() {
    assertThat(row("SM_DP_TLS")).satisfies(row -> {
      assertThat(row.chosen()).isTrue();
      assertThat(row.fate()).isEqualTo("brainpool: tls, nist: tls");
    });
  }

  @Test
  void givesEachSetTheTlsCertificateOfItsCi() throws IOException {
    var plan = Plan.of(Curve.BRAINPOOL_P256R1, "testsmdpplus1.example.com")
        .withTlsOn(Curve.BRAINPOOL_P256R1);
    var brainpool = TestHierarchy.issue(plan, () -> NOW, RANDOM);
    Sgp26Layout.write(brainpool, "BRP", root, "ci", "eum", "dp-auth", "dp-pb", "tls");

    assertThat(row("SM_DP_TLS_BRP").fate()).isEqualTo("brainpool: tls");
    assertThat(row("SM_DP_TLS_NIST").fate()).isEqualTo("nist: tls");
  }

  @Test
  void writesKeysForTheOwnerOnlyAndThoseOfTheCiOnlyWhenAsked() throws IOException {
    var set = search().sets().get(1);

    set.write(out.resolve("plain"), false, NOW);
    set.write(out.resolve("cards"), true, NOW);

    for (String key : List.of("dp-auth.key", "dp-pb.key", "tls.key")) {
      assertThat(PosixFilePermissions.toString(
              Files.getPosixFilePermissions(out.resolve("plain").resolve(key))))
          .isEqualTo("rw-------");
    }
    assertThat(out.resolve("plain").resolve("ci.key")).doesNotExist();
    assertThat(TestHierarchy.load(out.resolve("cards")).eum()).isEqualTo(NIST.eum());
  }

  @Test
  void recognisesByContentWhateverTheFilesAreCalled() throws IOException {
    var renamed = Files.createDirectories(root.resolveSibling("renamed"));
    try (var files = Files.walk(root)) {
      int number = 0;
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Files.copy(file, renamed.resolve("file" + number++));
      }
    }

    var found = CertificateImport.of(renamed, out, Optional.empty(), NOW);

    assertThat(found.sets()).extracting(ImportedSet::name).contains("nist", "brainpool");
  }

  @Test
  void namesTheKeyThatIsMissing() throws IOException {
    Files.delete(root.resolve("SM-DP+/SM_DPauth/SK_S_SM_DPauth_ECDSA_NIST.pem"));

    var found = search();

    assertThat(found.sets()).extracting(ImportedSet::name).containsExactly("brainpool");
    assertThat(found.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.what())
          .startsWith("CERT.DPauth nist (SM-DP+")
          .endsWith("no private key fits");
      assertThat(finding.remedy()).contains("put SK_S_SM_DPauth_ECDSA_NIST.pem beside it");
    });
    assertThat(row("DPauth_ECDSA_NIST.der").fate()).isEqualTo("no private key fits");
  }

  @Test
  void namesTheCertificateThatIsMissing() throws IOException {
    Files.delete(root.resolve("SM-DP+/SM_DPpb/CERT_S_SM_DPpb_ECDSA_BRP.der"));

    assertThat(search().findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.what())
            .startsWith("CERT.DPpb brainpool: no certificate of 2.999.10 under the CI"));
  }

  @Test
  void saysWhatIsWantedOfADirectoryWithNothingInIt() throws IOException {
    var empty = Files.createDirectories(root.resolveSibling("empty"));

    var found = CertificateImport.of(empty, out, Optional.empty(), NOW);

    assertThat(found.sets()).isEmpty();
    assertThat(found.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.toString())
            .contains("no CI certificate is there", "CERT_CI_ECDSA_NIST.der"));
  }

  @Test
  void refusesADirectoryThatIsNotThere() {
    var missing = root.resolve("nowhere");

    assertThatExceptionOfType(CredentialException.class)
        .isThrownBy(() -> CertificateImport.of(missing, out, Optional.empty(), NOW))
        .withMessageContaining("nowhere: no such directory; name the one");
  }

  @Test
  void takesTheFirstOfSeveralSmdpsAndAnotherOnDemand() throws IOException {
    var second = new SmdpOid("2.999.12");
    var dp2 = NIST.with(CertificateRole.DP_AUTH, with().oid(second))
        .with(CertificateRole.DP_PB, with().oid(second))
        .with(CertificateRole.DP_TLS, with().oid(second));
    Sgp26Layout.write(dp2, "DP2", root, "dp-auth", "dp-pb", "tls");

    var first = search();
    var wanted = CertificateImport.of(root, out, Optional.of(second), NOW);

    assertThat(first.sets()).extracting(ImportedSet::oid).containsOnly(new SmdpOid("2.999.10"));
    assertThat(row("DPauth_ECDSA_DP2").fate())
        .isEqualTo("of another SM-DP+; --oid 2.999.12 would take it");
    assertThat(wanted.sets()).singleElement().returns(second, ImportedSet::oid);
    assertThat(wanted.findings()).hasSize(2); // DP2 has no certificates on brainpool
  }

  @Test
  void namesDuplicates() throws IOException {
    var one = root.resolve("CI/CERT_CI_ECDSA_NIST.der");
    Files.copy(one, root.resolve("CI/CERT_CI_ECDSA_NIST_copy.der"));

    assertThat(row("NIST_copy").fate())
        .isEqualTo("the same certificate as CI/CERT_CI_ECDSA_NIST.der");
    assertThat(search().sets()).hasSize(2);
  }

  @Test
  void knowsACiThatWasIssuedAgain() throws IOException {
    var again = NIST.ciIssuedAgain(Validity.days(NOW.minusSeconds(60), 30));
    Files.write(root.resolve("CI/CERT_CI_SIG_NIST.der"), again.der().toArray());

    assertThat(row("CI_SIG").fate()).isEqualTo("the CI of CI/CERT_CI_ECDSA_NIST.der, issued again");
  }

  @Test
  void callsASetByItsCurveThoughAnotherCiComesFirst() throws IOException {
    Files.write(root.resolve("A_CI.der"), hierarchy(Curve.NIST_P256).ci().der().toArray());

    assertThat(search().sets()).extracting(ImportedSet::name).containsExactly("brainpool", "nist");
    assertThat(row("A_CI").fate()).isEqualTo("nothing of an SM-DP+ is issued by this CI");
  }

  @Test
  void prefersTheObjectIdentifiersOfV2AndAKeyThatIsThere() throws IOException {
    var v3 = with(Variation.Fault.POLICY_OF_V3);
    var both = NIST.with(CertificateRole.DP_AUTH, v3).with(CertificateRole.DP_PB, v3);
    Sgp26Layout.write(both, "SIG_NIST", root, "dp-auth", "dp-pb");

    assertThat(row("DPauth_ECDSA_NIST").chosen()).isTrue();
    assertThat(row("DPauth_ECDSA_SIG_NIST").fate()).contains("there is a better one");
    Files.delete(root.resolve("SM-DP+/SM_DPauth/SK_S_SM_DPauth_ECDSA_NIST.pem"));
    assertThat(row("DPauth_ECDSA_SIG_NIST").chosen()).isTrue();
    assertThat(row("DPpb_ECDSA_SIG_NIST").chosen()).isTrue(); // of one generation with DPauth
  }

  @Test
  void takesAnExpiredSetAndSaysWhatThatMeans() throws IOException {
    var ended = new Validity(NOW.minusSeconds(9000), NOW.minusSeconds(60));
    var old = NIST.with(CertificateRole.DP_TLS, with().validity(ended));
    Sgp26Layout.write(old, "NIST", root, "tls");

    var found = search();

    assertThat(found.sets()).hasSize(2).allMatch(set -> set.expired(NOW));
    assertThat(found.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.what()).contains("tls", "expired on 2026-06-01");
      assertThat(finding.remedy()).contains("accept-expired", "for tests only");
    });
    var files = found.sets().get(1).write(out, false, NOW);
    assertThat(new CredentialLoader(() -> NOW).load("nist", files).name()).isEqualTo("nist");
  }

  @Test
  void prefersACertificateThatIsValid() throws IOException {
    var ended = new Validity(NOW.minusSeconds(9000), NOW.minusSeconds(60));
    var old = NIST.with(CertificateRole.DP_TLS, with().validity(ended));
    Sgp26Layout.write(old, "OLD", root, "tls");

    assertThat(row("TLS_NIST").chosen()).isTrue();
    assertThat(row("TLS_OLD").chosen()).isFalse();
  }

  @Test
  void leavesChainsOverSubordinateCasOut() throws IOException {
    var own = Files.createDirectories(root.resolveSibling("own"));
    NIST.write(own);
    var ci = IssuingCa.load(own, "ci");
    var subordinate = subordinate(ci);
    var draft = CertificateDraft.of(
        CertificateRole.DP_AUTH,
        CertificateDraft.name("ACME", "variant C"),
        SoftwareSigningKey.generate(Curve.NIST_P256, RANDOM).publicKey(),
        Validity.days(NOW, 90),
        Content.oid("2.999.231"));
    Files.write(
        root.resolve("CERT_SM_DPSubCA_SIG_NIST.der"),
        subordinate.certificate().der().toArray());
    Files.write(
        root.resolve("CERT_S_SM_DPauth_VARC_SIG_NIST.der"),
        subordinate.issue(draft, RANDOM).der().toArray());

    assertThat(row("DPSubCA").fate()).startsWith("a subordinate CA (variants A to C of SGP.26)");
    assertThat(row("VARC").fate()).startsWith("issued by a subordinate CA (variants A to C");
    assertThat(search().sets()).hasSize(2);
  }

  private static IssuingCa subordinate(IssuingCa ci) throws IOException {
    var key = SoftwareSigningKey.generate(Curve.NIST_P256, RANDOM);
    var extensions = new ExtensionsGenerator();
    var id = DraftExtensions.keyId(key.publicKey()).octets().toArray();
    extensions.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(id));
    extensions.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(ci.keyId().octets().toArray()));
    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    var body = new IssuingCa.Body(
        CertificateDraft.name("ACME", "SubCA"),
        key.publicKey(),
        Validity.days(NOW.minusSeconds(60), 90),
        extensions.generate(),
        false);
    return new IssuingCa(ci.issue(body, RANDOM), key);
  }

  @Test
  void takesTheListsOfItsCis() throws IOException {
    var validity = Validity.days(NOW.minusSeconds(60), 7);
    Files.write(
        root.resolve("CRL.crl"), NIST.revocationList(validity, NIST.eum()).toArray());
    Files.write(
        root.resolve("other.crl"),
        hierarchy(Curve.NIST_P256).revocationList(validity).toArray());

    var found = search();

    assertThat(row("CRL.crl").fate()).isEqualTo("nist: crl");
    assertThat(row("other.crl").fate()).isEqualTo("signed by no CI that is used");
    var files = found.sets().get(1).write(out, false, NOW);
    assertThat(new CredentialLoader(() -> NOW).inspect("nist", files).toString())
        .contains("1 revoked, valid until 2026-06-08");
  }

  @Test
  void survivesWhatItCannotUse() throws IOException {
    Files.writeString(root.resolve("SK_broken.pem"), "-----BEGIN PRIVATE KEY-----\nMIGH");
    Files.writeString(
        root.resolve("SK_locked.pem"),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n");
    Files.writeString(
        root.resolve("SK_old.pem"),
        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMAA=\n"
            + "-----END EC PRIVATE KEY-----\n");
    Files.write(root.resolve("junk.der"), new BigInteger("3082ffff00", 16).toByteArray());
    Files.write(root.resolve("a.p12"), new byte[] {0x30, (byte) 0x82, 1, 0, 2, 1, 3, 0x30, 0});
    Files.write(root.resolve("deep.der"), nested(200_000));
    Files.writeString(root.resolve("README.txt"), "not for us");
    Files.createSymbolicLink(root.resolve("loop"), root);
    Files.createSymbolicLink(root.resolve("dangling.der"), root.resolve("nothing"));
    try (var huge = new RandomAccessFile(root.resolve("huge.pem").toFile(), "rw")) {
      huge.setLength(8L << 30); // sparse
    }

    var found = search();

    assertThat(found.sets()).hasSize(2);
    assertThat(row("SK_broken.pem").fate()).contains("damaged PEM");
    assertThat(row("SK_locked.pem").fate()).contains("encrypted private key; decrypt it");
    assertThat(row("SK_old.pem").fate()).contains("encrypted private key; decrypt it");
    assertThat(row("junk.der").fate()).isNotBlank();
    assertThat(row("deep.der").fate()).isNotBlank();
    assertThat(row("a.p12").fate()).contains("PKCS#12", "keystore");
    assertThat(row("huge.pem").fate()).contains("larger than 1 MiB");
    assertThat(row("dangling.der").fate()).contains("a link that leads to no file");
    assertThat(row("loop").fate()).contains("links to directories are not followed");
    assertThat(found.rows())
        .noneMatch(row -> row.file().toString().startsWith("README"))
        .noneMatch(row -> row.file().isAbsolute());
  }

  /** SEQUENCEs in each other, each with a length of three octets. */
  private static byte[] nested(int levels) {
    var octets = new byte[5 * levels];
    for (int i = 0; i < levels; i++) {
      int inside = octets.length - 5 * (i + 1);
      octets[5 * i] = 0x30;
      octets[5 * i + 1] = (byte) 0x83;
      octets[5 * i + 2] = (byte) (inside >> 16);
      octets[5 * i + 3] = (byte) (inside >> 8);
      octets[5 * i + 4] = (byte) inside;
    }
    return octets;
  }

  private CertificateImport search() {
    return CertificateImport.of(root, out, Optional.empty(), NOW);
  }

  private ImportRow row(String part) {
    return search().rows().stream()
        .filter(row -> row.file().toString().contains(part))
        .findFirst()
        .orElseThrow();
  }
}
