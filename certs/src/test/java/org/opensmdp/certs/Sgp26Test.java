package org.opensmdp.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.certs.ChainCheck.Trusted;
import org.opensmdp.certs.Finding.Severity;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.SubjectKeyId;

/** The test certificates of GSMA SGP.26, made by others; skipped where they are not there. */
class Sgp26Test {
  private static final Instant INSIDE = Instant.parse("2026-09-01T00:00:00Z");
  private static final Optional<Path> DATA = data();

  private static Optional<Path> data() {
    var override = System.getenv("OPENSMDP_TEST_DATA");
    var candidates =
        override == null ? Stream.of("../shared/data", "../../shared/data") : Stream.of(override);
    return candidates
        .map(Path::of)
        .map(path -> path.resolve("sgp26"))
        .filter(Files::isDirectory)
        .findFirst();
  }

  @BeforeEach
  void needsTheCertificates() {
    assumeTrue(DATA.isPresent(), "no SGP.26 certificates beside the checkout");
  }

  private static RspCertificate read(String folder, String file) {
    return CertificateFiles.readFirst(DATA.orElseThrow().resolve(folder).resolve(file));
  }

  private static RspCertificate ci(String curve) {
    return read("CertificateIssuer", "CERT_CI_ECDSA_" + curve + ".der");
  }

  private static RspCertificate eum(String curve) {
    return read("EUM", "CERT_EUM_ECDSA_" + curve + ".der");
  }

  private static RspCertificate euicc(String curve) {
    return read("eUICC", "CERT_EUICC_ECDSA_" + curve + ".der");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NIST", "BRP"})
  void trustsTheTestEuicc(String curve) {
    var euicc = euicc(curve);
    assertThat(Stream.of(eum(curve), euicc)).allMatch(certificate -> certificate.validAt(INSIDE));

    var check = new EuiccChains(() -> INSIDE).check(eum(curve).der(), euicc.der(), ci(curve));

    assertThat(check)
        .isEqualTo(new Trusted(new Eid("89049032123451234512345678901235"), eum(curve), euicc));
  }

  @Test
  void knowsTheCisByTheirKeyIds() {
    assertThat(ci("NIST").subjectKeyId())
        .contains(new SubjectKeyId(Bytes.fromHex("F54172BDF98A95D65CBEB88A38A1C11D800A85C3")));
    assertThat(ci("BRP").subjectKeyId())
        .contains(new SubjectKeyId(Bytes.fromHex("C0BC70BA36929D43B467FF57570530E57AB8FCD8")));
  }

  @Test
  void readsDatesOfFarCenturies() {
    assertThat(euicc("NIST").notAfter()).isEqualTo(Instant.parse("7496-01-24T09:48:58Z"));
    assertThat(euicc("NIST").notBefore()).isEqualTo(Instant.parse("2020-04-01T09:48:58Z"));
  }

  @Test
  void readsTheNameConstraintOfTheEum() {
    assertThat(eum("BRP").nameConstraints())
        .containsExactly(new NameConstraint(Optional.of("RSP Test EUM"), Optional.of("89049032")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NIST", "BRP"})
  void findsNoErrorInTheServersCertificates(String curve) {
    var auth = read("DPauth", "CERT_S_SM_DPauth_ECDSA_" + curve + ".der");
    var pb = read("DPpb", "CERT_S_SM_DPpb_ECDSA_" + curve + ".der");
    var tls = read("DPtls", "CERT_S_SM_DP_VARO_TLS_" + curve + ".der");

    for (var certificate : new RspCertificate[] {auth, pb, tls}) {
      assertThat(certificate.signedBy(ci(curve).publicKey())).isTrue();
      assertThat(certificate.smdpOid()).contains(new SmdpOid("2.999.10"));
      assertThat(CertificateReport.check(certificate, Optional.empty(), INSIDE))
          .extracting(Finding::severity)
          .containsOnly(Severity.OK);
    }
    assertThat(auth.roles()).containsExactly(CertificateRole.DP_AUTH);
    assertThat(pb.roles()).containsExactly(CertificateRole.DP_PB);
    assertThat(tls.roles()).containsExactly(CertificateRole.DP_TLS);
    assertThat(tls.dnsNames()).containsExactly("testsmdpplus1.example.com");
  }

  @Test
  void describesTheTestEuicc() {
    assertThat(CertificateReport.describe(euicc("NIST")))
        .contains(
            "role       eUICC",
            "EID        89049032123451234512345678901235",
            "valid      2020-04-01T09:48:58Z to 7496-01-24T09:48:58Z",
            "issuer key DD3DA24D350C1CC5D0AF0965F40EC34C5EE409F1");
  }

  @Test
  void saysWhichPrivateKeysAnImportWants() {
    var found =
        CertificateImport.of(DATA.orElseThrow(), Path.of("nowhere"), Optional.empty(), INSIDE);

    assertThat(found.sets()).isEmpty();
    assertThat(found.rows()).hasSize(12).noneMatch(ImportRow::key);
    assertThat(found.findings())
        .hasSize(6)
        .extracting(Finding::toString)
        .anyMatch(text -> text.contains("CERT.DPauth nist")
            && text.contains("put SK_S_SM_DPauth_ECDSA_NIST.pem beside it"))
        .anyMatch(text -> text.contains("CERT.DPpb brainpool"))
        .anyMatch(text -> text.contains("CERT.DP.TLS nist"));
  }
}
