package org.opensmdp.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.certs.Variation.with;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.TestHierarchy.Plan;
import org.opensmdp.certs.Variation.Fault;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Eid;

/** What {@code certs show} and {@code certs check} say. */
class CertificateReportTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Eid EID = new Eid("89049032123451234512345678901235");
  private static final TestHierarchy HIERARCHY = TestHierarchy.issue(
      Plan.of(Curve.NIST_P256, "smdp.example.com"), () -> NOW, new SecureRandom());

  @Test
  void describesAnEumCertificate() {
    assertThat(CertificateReport.describe(HIERARCHY.eum()))
        .contains(
            "subject    O=opensmdp test EUM,CN=Test EUM\n",
            "role       eUICC manufacturer\n",
            "valid      2026-06-01T11:00:00Z to 2029-05-31T11:00:00Z\n",
            "key        secp256r1\n",
            "issuer key " + HIERARCHY.ci().subjectKeyId().orElseThrow() + "\n",
            "may issue  organisation opensmdp test EUM, EIDs starting with 89049032\n");
  }

  @Test
  void describesATlsCertificate() {
    assertThat(CertificateReport.describe(HIERARCHY.credentials("a").tls().certificate()))
        .contains("OID        2.999.10\n", "hosts      smdp.example.com\n");
  }

  @Test
  void showsNoControlCharacters() {
    var odd = HIERARCHY.euicc(EID, with().organisation("red\u001B[31m\nalert\u202E"));

    assertThat(CertificateReport.describe(odd.certificate())).contains("red?[31m?alert?");
  }

  @Test
  void namesEachDepartureOfAnEum() {
    var odd = with(Fault.WRONG_CA_FLAG, Fault.WRONG_KEY_USAGE, Fault.NO_NAME_CONSTRAINT);
    var eum = HIERARCHY.with(CertificateRole.EUM, odd).eum();

    assertThat(errors(eum, CertificateRole.EUM))
        .containsExactly(
            "O=opensmdp test EUM,CN=Test EUM: not marked as a CA",
            "O=opensmdp test EUM,CN=Test EUM: key usage without keyCertSign",
            "O=opensmdp test EUM,CN=Test EUM: no name constraint on the EIDs it may issue");
  }

  @Test
  void namesTheRoleThatIsMissing() {
    assertThat(errors(HIERARCHY.euicc(EID).certificate(), CertificateRole.DP_TLS))
        .anyMatch(text -> text.contains("policy is not that of a certificate for SM-DP+ TLS"))
        .anyMatch(text -> text.contains("no DNS name"))
        .anyMatch(text -> text.contains("without serverAuth"));
  }

  @Test
  void warnsOfWrongCheckDigits() {
    var euicc = HIERARCHY.euicc(new Eid("89049032123451234512345678901335")).certificate();

    assertThat(CertificateReport.check(euicc, Optional.empty()))
        .singleElement()
        .hasToString("WARNING " + euicc.subject()
            + ": check digits of the EID are wrong; tell the CI; most devices accept it");
  }

  @Test
  void warnsOfEachExtensionThatShouldBeCritical() {
    var hierarchy = HIERARCHY
        .with(CertificateRole.EUM, with(Fault.NOT_CRITICAL))
        .with(CertificateRole.DP_TLS, with(Fault.NOT_CRITICAL));

    assertThat(warnings(hierarchy.eum()))
        .containsExactly(
            "certificatePolicies is not critical",
            "basicConstraints is not critical",
            "keyUsage is not critical",
            "nameConstraints is not critical");
    assertThat(warnings(hierarchy.credentials("a").tls().certificate()))
        .containsExactly("keyUsage is not critical", "extendedKeyUsage is not critical");
  }

  private static List<String> warnings(RspCertificate certificate) {
    return CertificateReport.check(certificate, Optional.empty()).stream()
        .filter(finding -> finding.severity() == Finding.Severity.WARNING)
        .map(finding -> finding.what().substring(finding.what().indexOf(": ") + 2))
        .toList();
  }

  @Test
  void refusesACertificateOfAnotherPki() {
    var other =
        OperatorPki.issue(List.of("localhost"), () -> NOW, new SecureRandom()).ca();

    assertThat(CertificateReport.check(other, Optional.empty()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).endsWith("no policy of SGP.22"));
  }

  private static List<String> errors(RspCertificate certificate, CertificateRole role) {
    return CertificateReport.check(certificate, Optional.of(role)).stream()
        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
        .map(Finding::what)
        .toList();
  }
}
