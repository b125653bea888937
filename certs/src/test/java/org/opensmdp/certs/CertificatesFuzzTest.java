package org.opensmdp.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.certs.CertificateDraft.Content;
import org.opensmdp.certs.ChainCheck.Refused;
import org.opensmdp.certs.ChainCheck.Trusted;
import org.opensmdp.certs.TestHierarchy.Plan;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.SoftwareSigningKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Tlv;

/** Hostile certificates, and chains whose signatures are right and whose contents are hostile. */
class CertificatesFuzzTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final String EIN = "89049032";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Bytes ECDSA =
      Asn1Octets.of(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256));
  private static final Content LIMITED = new Content(
      Optional.empty(),
      List.of(),
      Optional.of(new NameConstraint(Optional.of("EUM"), Optional.of(EIN))));

  private static final IssuingCa CI = root();
  private static final IssuingCa EUM =
      issued(CI, CertificateRole.EUM, CertificateDraft.name("EUM", "EUM"), LIMITED);
  private static final IssuingCa EUICC =
      issued(EUM, CertificateRole.EUICC, euiccName(), Content.NOTHING);
  private static final EuiccChains CHAINS = new EuiccChains(() -> NOW);

  private static IssuingCa root() {
    var key = SoftwareSigningKey.generate(Curve.NIST_P256, RANDOM);
    var name = CertificateDraft.name("CI", "CI");
    var draft = draft(CertificateRole.CI, name, key, Content.oid("2.999.1"));
    return IssuingCa.selfSigned(
        IssuingCa.Body.of(draft, DraftExtensions.keyId(key.publicKey())), key, RANDOM);
  }

  private static IssuingCa issued(
      IssuingCa by, CertificateRole role, X500Name name, Content content) {
    var key = SoftwareSigningKey.generate(Curve.NIST_P256, RANDOM);
    return new IssuingCa(by.issue(draft(role, name, key, content), RANDOM), key);
  }

  private static CertificateDraft draft(
      CertificateRole role, X500Name name, SoftwareSigningKey key, Content content) {
    return CertificateDraft.of(role, name, key.publicKey(), Validity.days(NOW, 1000), content);
  }

  private static X500Name euiccName() {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, "EUM")
        .addRDN(BCStyle.SERIALNUMBER, EIN + "123451234512345678901235")
        .build();
  }

  static Stream<byte[]> certificates() {
    var set = TestHierarchy.issue(Plan.of(Curve.BRAINPOOL_P256R1, "a.example"), () -> NOW, RANDOM)
        .credentials("a");
    return Stream.of(
            CI.certificate(),
            EUM.certificate(),
            EUICC.certificate(),
            set.dpAuth().certificate(),
            set.tls().certificate())
        .map(certificate -> certificate.der().toArray());
  }

  @MethodSource("certificates")
  @FuzzTest
  void certificates(byte[] input) {
    var octets = Bytes.of(input);
    try {
      var certificate = RspCertificate.parse(octets);
      assertThat(certificate.der()).isEqualTo(octets);
      assertThat(CertificateReport.describe(certificate)).isNotEmpty();
      for (CertificateRole role : CertificateRole.values()) {
        assertThat(CertificateReport.check(certificate, Optional.of(role), NOW)).isNotEmpty();
      }
      assertThat(certificate.signedBy(CI.key().publicKey())).isIn(true, false);
    } catch (InvalidMessage refused) {
      assertThat(refused).hasMessageStartingWith("Certificate").hasMessageMatching("[ -~]+");
    }
  }

  static Stream<byte[]> chains() {
    return Stream.of(
            Bytes.concat(Bytes.of((byte) 0), signedPart(EUICC)),
            Bytes.concat(Bytes.of((byte) 1), signedPart(EUM)))
        .map(Bytes::toArray);
  }

  /** The octets are signed by the EUM as an eUICC's certificate, or by the CI as that of an EUM. */
  @MethodSource("chains")
  @FuzzTest
  void chains(byte[] input) {
    if (input.length == 0) {
      return;
    }
    boolean hostileEum = (input[0] & 1) == 1;
    var hostile =
        signed(hostileEum ? CI : EUM, Bytes.of(Arrays.copyOfRange(input, 1, input.length)));

    var check = hostileEum
        ? CHAINS.check(hostile, EUICC.certificate().der(), CI.certificate())
        : CHAINS.check(EUM.certificate().der(), hostile, CI.certificate());

    if (check instanceof Refused refused) {
      assertThat(refused.why()).hasSizeLessThanOrEqualTo(128).matches("[ -~]+");
    } else {
      assertThat(((Trusted) check).eid().digits()).startsWith(EIN);
    }
  }

  private static Bytes signedPart(IssuingCa ca) {
    return Tlv.parse("Certificate", ca.certificate().der())
        .members("Certificate")
        .whole(0x30, "tbsCertificate");
  }

  private static Bytes signed(IssuingCa by, Bytes content) {
    var signature = EcdsaDer.fromRaw(by.key().sign(content));
    return Der.sequence(content, ECDSA, Der.tlv(0x03, Bytes.of((byte) 0), signature));
  }
}
