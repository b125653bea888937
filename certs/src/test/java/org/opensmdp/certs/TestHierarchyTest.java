package org.opensmdp.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.certs.ChainCheck.Trusted;
import org.opensmdp.certs.Finding.Severity;
import org.opensmdp.certs.TestHierarchy.Plan;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.SmdpOid;

/** A hierarchy issued at run time, compared with the profiles of SGP.22 v2 §4.5.2.1. */
class TestHierarchyTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.5Z");
  private static final Eid EID = new Eid("89049032123451234512345678901235");

  private final Path directory;

  TestHierarchyTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static TestHierarchy issue(Curve curve) {
    var plan = Plan.of(curve, "smdp.example.com", "smdp2.example.com");
    return TestHierarchy.issue(plan, () -> NOW, new SecureRandom());
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void issuesEveryCertificateWithItsProfile(Curve curve) {
    var hierarchy = issue(curve);
    var set = hierarchy.credentials("test");

    assertFits(hierarchy.ci(), CertificateRole.CI);
    assertFits(hierarchy.tlsCi(), CertificateRole.CI);
    assertFits(hierarchy.eum(), CertificateRole.EUM);
    assertFits(set.dpAuth().certificate(), CertificateRole.DP_AUTH);
    assertFits(set.dpPb().certificate(), CertificateRole.DP_PB);
    assertFits(set.tls().certificate(), CertificateRole.DP_TLS);
    assertFits(hierarchy.euicc(EID).certificate(), CertificateRole.EUICC);
  }

  @Test
  void issuesTlsOnBrainpoolIfAskedFor() {
    var plan = Plan.of(Curve.BRAINPOOL_P256R1, "smdp.example.com");

    var hierarchy =
        TestHierarchy.issue(plan.withTlsOn(Curve.BRAINPOOL_P256R1), () -> NOW, new SecureRandom());

    assertThat(hierarchy.tlsCi()).isEqualTo(hierarchy.ci());
    assertFits(hierarchy.credentials("test").tls().certificate(), CertificateRole.DP_TLS);
  }

  private static void assertFits(RspCertificate certificate, CertificateRole role) {
    assertThat(CertificateReport.check(certificate, Optional.of(role), NOW))
        .extracting(Finding::severity)
        .containsExactly(Severity.OK);
    assertThat(certificate.roles()).containsExactly(role);
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void makesASetOfOneOidAndCurve(Curve curve) {
    var set = issue(curve).credentials("test");

    assertThat(set.oid()).isEqualTo(new SmdpOid("2.999.10"));
    assertThat(set.curve()).isEqualTo(curve);
    assertThat(set.tls().dnsNames()).containsExactly("smdp.example.com", "smdp2.example.com");
    assertThat(set.dpPb().certificate().signedBy(set.ci().publicKey())).isTrue();
  }

  @Test
  void givesABrainpoolHierarchyANistCiForTls() {
    var hierarchy = issue(Curve.BRAINPOOL_P256R1);

    var tls = hierarchy.credentials("brainpool").tls().certificate();

    assertThat(tls.publicKey().curve()).isEqualTo(Curve.NIST_P256);
    assertThat(tls.signedBy(hierarchy.tlsCi().publicKey())).isTrue();
    assertThat(hierarchy.tlsCi()).isNotEqualTo(hierarchy.ci());
  }

  @Test
  void needsNoSecondCiOnNist() {
    var hierarchy = issue(Curve.NIST_P256);

    assertThat(hierarchy.tlsCi()).isEqualTo(hierarchy.ci());
  }

  @Test
  void givesTheEuiccAKeyThatSignsUnderItsCertificate() {
    var euicc = issue(Curve.BRAINPOOL_P256R1).euicc(EID);

    assertThat(euicc.key().publicKey()).isEqualTo(euicc.certificate().publicKey());
    assertThat(euicc.certificate().eid()).contains(EID);
    assertThat(euicc.certificate().notAfter()).isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void letsAnotherProcessMakeEuiccsOfTheSameEum(Curve curve) throws IOException {
    var written = issue(curve);
    written.write(directory);

    var loaded = TestHierarchy.load(directory);

    var euicc = loaded.euicc(EID);
    var check = new EuiccChains(() -> NOW)
        .check(written.eum().der(), euicc.certificate().der(), written.ci());
    assertThat(check).isInstanceOf(Trusted.class);
    assertThat(loaded.tlsCi()).isEqualTo(written.tlsCi());
    assertThat(loaded.credentials("a").dpAuth().certificate())
        .isEqualTo(written.credentials("a").dpAuth().certificate());
    assertThat(loaded.credentials("a").tls()).isEqualTo(written.credentials("a").tls());
  }

  @Test
  void keepsKeysForTheOwner() throws IOException {
    issue(Curve.NIST_P256).write(directory);

    for (String key : List.of("ci", "tls-ci", "eum", "dp-auth", "dp-pb", "tls")) {
      var permissions = Files.getPosixFilePermissions(directory.resolve(key + ".key"));
      assertThat(PosixFilePermissions.toString(permissions)).as(key).isEqualTo("rw-------");
    }
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    issue(Curve.NIST_P256).write(directory);
    Files.delete(directory.resolve("eum.key"));

    assertThatExceptionOfType(CredentialException.class)
        .isThrownBy(() -> TestHierarchy.load(directory))
        .withMessageContaining("eum.key: no such file");
  }

  @Test
  void rotatesACertificateWithoutTouchingTheOthers() {
    var before = issue(Curve.NIST_P256);

    var after = before.with(CertificateRole.DP_PB, Variation.NONE).credentials("a");

    assertThat(after.dpPb().key().publicKey())
        .isNotEqualTo(before.credentials("a").dpPb().key().publicKey());
    assertThat(after.oid()).isEqualTo(before.credentials("a").oid());
    assertThat(after.dpAuth().certificate())
        .isEqualTo(before.credentials("a").dpAuth().certificate());
  }

  @Test
  void printsNoKey() {
    var hierarchy = issue(Curve.NIST_P256);
    var set = hierarchy.credentials("a");
    var key = Bytes.of(set.tls().privateKey().getEncoded());

    assertThat(set + " " + hierarchy.euicc(EID))
        .contains("key redacted")
        .doesNotContain(key.slice(key.size() - 20, key.size()).toString());
  }
}
