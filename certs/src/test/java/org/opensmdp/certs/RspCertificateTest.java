package org.opensmdp.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.TestHierarchy.Plan;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.SmdpOid;

/** Reading certificates, hostile ones too. */
class RspCertificateTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final TestHierarchy HIERARCHY = TestHierarchy.issue(
      Plan.of(Curve.NIST_P256, "smdp.example.com"), () -> NOW, new SecureRandom());

  @Test
  void keepsTheOctetsAsReceived() {
    var der = HIERARCHY.eum().der();

    assertThat(RspCertificate.parse(der).der()).isEqualTo(der);
    assertThat(RspCertificate.parse(der).fingerprint()).isEqualTo(Digests.sha256(der));
  }

  @Test
  void readsAnEumCertificate() {
    var eum = HIERARCHY.eum();

    assertThat(eum.ca()).isTrue();
    assertThat(eum.mayIssueCertificates()).isTrue();
    assertThat(eum.mayCreateDigitalSignatures()).isFalse();
    assertThat(eum.maySignRevocationLists()).isFalse();
    assertThat(eum.authorityKeyId()).isEqualTo(HIERARCHY.ci().subjectKeyId());
    assertThat(eum.nameConstraints())
        .containsExactly(
            new NameConstraint(Optional.of("opensmdp test EUM"), Optional.of("89049032")));
    assertThat(eum.subject()).isEqualTo("O=opensmdp test EUM,CN=Test EUM");
    assertThat(eum.issuer()).isEqualTo(HIERARCHY.ci().subject());
    assertThat(eum.eid()).isEmpty();
    assertThat(eum.serialNumber().bitLength()).isEqualTo(121);
    assertThat(eum.validAt(NOW)).isTrue();
  }

  @Test
  void readsATlsCertificate() {
    var tls = HIERARCHY.credentials("a").tls().certificate();

    assertThat(tls.dnsNames()).containsExactly("smdp.example.com");
    assertThat(tls.smdpOid()).contains(new SmdpOid("2.999.10"));
    assertThat(tls.mayServeTls()).isTrue();
    assertThat(tls.mayBeTlsClient()).isTrue();
  }

  @Test
  void tellsTheSignerByTheKey() {
    assertThat(HIERARCHY.eum().signedBy(HIERARCHY.ci().publicKey())).isTrue();
    assertThat(HIERARCHY.eum().signedBy(HIERARCHY.eum().publicKey())).isFalse();
  }

  @Test
  void acceptsALongFormOfAShortLengthAroundTheSignedPart() {
    var der = HIERARCHY.eum().der();
    var content = der.slice(4, der.size()); // 30 82 xx xx
    var length = Der.length(content.size());
    var longer = Bytes.concat(
        Bytes.fromHex("3084"), Bytes.fromHex("0000"), length.slice(1, length.size()), content);

    assertThat(RspCertificate.parse(longer).signedBy(HIERARCHY.ci().publicKey()))
        .isTrue();
  }

  @Test
  void refusesTrailingOctets() {
    var longer = Bytes.concat(HIERARCHY.eum().der(), Bytes.fromHex("00"));

    assertThatExceptionOfType(InvalidMessage.class).isThrownBy(() -> RspCertificate.parse(longer));
  }

  @Test
  void refusesDeepNestingWithoutEndingTheStack() {
    var nested = Bytes.EMPTY;
    for (int i = 0; i < 3000; i++) {
      nested = Der.sequence(nested);
    }
    var octets = Der.sequence(nested, Der.sequence(), Der.tlv(0x03, Bytes.fromHex("00")));

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> RspCertificate.parse(octets))
        .withMessageContaining("nested too deep");
  }

  @Test
  void refusesHugeCertificates() {
    var huge = Der.sequence(Bytes.wrap(new byte[20_000]));

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> RspCertificate.parse(huge))
        .withMessageContaining("octets");
  }

  @Property(tries = 2000)
  void throwsNothingButInvalidMessageAtNoise(@ForAll byte[] octets) {
    assertHarmless(Bytes.of(octets));
  }

  @Property(tries = 6000)
  void throwsNothingButInvalidMessageAtChangedCertificates(
      @ForAll @IntRange(max = 6) int which,
      @ForAll @Size(min = 1, max = 3) int[] places,
      @ForAll byte value,
      @ForAll boolean cut) {
    var octets = certificate(which).toArray();
    for (int place : places) {
      octets[Math.floorMod(place, octets.length)] = value;
    }
    int end = cut ? Math.floorMod(places[0], octets.length) : octets.length;
    assertHarmless(Bytes.of(Arrays.copyOf(octets, end)));
  }

  private static final Eid EID = new Eid("89049032123451234512345678901235");
  private static final Bytes EUICC = HIERARCHY.euicc(EID).certificate().der();
  private static final Bytes EUM_V3 = HIERARCHY
      .with(
          CertificateRole.EUM,
          Variation.with(Variation.Fault.POLICY_OF_V3).permittedEins(java.util.List.of("8904")))
      .eum()
      .der();

  private static Bytes certificate(int which) {
    var set = HIERARCHY.credentials("a");
    return switch (which) {
      case 0 -> HIERARCHY.ci().der();
      case 1 -> HIERARCHY.eum().der();
      case 2 -> set.dpAuth().certificate().der();
      case 3 -> set.dpPb().certificate().der();
      case 4 -> set.tls().certificate().der();
      case 5 -> EUICC;
      default -> EUM_V3;
    };
  }

  /** What can be read can be asked everything; what cannot is refused in the one way. */
  private static void assertHarmless(Bytes octets) {
    try {
      var certificate = RspCertificate.parse(octets);
      assertThat(CertificateReport.describe(certificate)).isNotEmpty();
      assertThat(CertificateReport.check(certificate, Optional.of(CertificateRole.EUM), NOW))
          .isNotEmpty();
      assertThat(new EuiccChains(() -> NOW).check(octets, octets, HIERARCHY.ci()))
          .isNotNull();
    } catch (InvalidMessage e) {
      assertThat(e).hasMessageStartingWith("Certificate").hasMessageMatching("[ -~]+");
    }
  }
}
