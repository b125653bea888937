package org.opensmdp.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.certs.Variation.with;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.certs.ChainCheck.Problem;
import org.opensmdp.certs.ChainCheck.Refused;
import org.opensmdp.certs.ChainCheck.Trusted;
import org.opensmdp.certs.TestHierarchy.Plan;
import org.opensmdp.certs.Variation.Fault;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;

/** The chain checks of authenticateClient (SGP.22 v2 §5.6.3), in the order a phone is answered. */
class EuiccChainsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Validity ENDED = new Validity(NOW.minusSeconds(9000), NOW.minusSeconds(60));
  private static final Validity TO_COME = new Validity(NOW.plusSeconds(60), NOW.plusSeconds(9000));
  private static final Eid EID = new Eid("89049032123451234512345678901235");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TestHierarchy NIST = hierarchy(Curve.NIST_P256);
  private static final TestHierarchy BRAINPOOL = hierarchy(Curve.BRAINPOOL_P256R1);

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final EuiccChains chains = new EuiccChains(now::get);

  private static TestHierarchy hierarchy(Curve curve) {
    return TestHierarchy.issue(Plan.of(curve, "smdp.example.com"), () -> NOW, RANDOM);
  }

  private static TestHierarchy of(Curve curve) {
    return curve == Curve.NIST_P256 ? NIST : BRAINPOOL;
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void trustsAnEuiccOfTheChosenCi(Curve curve) {
    var euicc = of(curve).euicc(EID);

    var check = check(of(curve), euicc);

    assertThat(check).isEqualTo(new Trusted(EID, of(curve).eum(), euicc.certificate()));
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void trustsTheObjectIdentifiersOfV3(Curve curve) {
    var hierarchy = of(curve).with(CertificateRole.EUM, with(Fault.POLICY_OF_V3));

    var check = check(hierarchy, hierarchy.euicc(EID, with(Fault.POLICY_OF_V3)));

    assertThat(check).isInstanceOf(Trusted.class);
  }

  @Test
  void trustsAChainWhoseExtensionsAreNotMarkedCritical() {
    var hierarchy = NIST.with(CertificateRole.EUM, with(Fault.NOT_CRITICAL));

    var check = check(hierarchy, hierarchy.euicc(EID, with(Fault.NOT_CRITICAL)));

    assertThat(check).isInstanceOf(Trusted.class);
  }

  record EumCase(Variation variation, Problem problem, String why) {}

  static Stream<EumCase> oddEums() {
    return Stream.of(
        new EumCase(with(Fault.NO_AUTHORITY_KEY_ID), Problem.EUM_INVALID, "authorityKeyIdentifier"),
        new EumCase(with(Fault.FOREIGN_AUTHORITY_KEY_ID), Problem.CI_UNKNOWN, "another CI"),
        new EumCase(with(Fault.FORGED_SIGNATURE), Problem.EUM_INVALID, "signature"),
        new EumCase(with().validity(ENDED), Problem.EUM_EXPIRED, "expired"),
        new EumCase(with().validity(TO_COME), Problem.EUM_EXPIRED, "not valid yet"),
        new EumCase(with().role(CertificateRole.EUICC), Problem.EUM_INVALID, "policy"),
        new EumCase(with(Fault.WRONG_CA_FLAG), Problem.EUM_INVALID, "CA"),
        new EumCase(with(Fault.WRONG_PATH_LENGTH), Problem.EUM_INVALID, "path length"),
        new EumCase(with(Fault.WRONG_KEY_USAGE), Problem.EUM_INVALID, "keyCertSign"),
        new EumCase(with(Fault.NO_NAME_CONSTRAINT), Problem.EUM_INVALID, "name constraint"),
        new EumCase(with(Fault.UNKNOWN_CRITICAL_EXTENSION), Problem.EUM_INVALID, "critical"),
        new EumCase(with(Fault.OTHER_CURVE), Problem.EUM_INVALID, "another curve"));
  }

  @ParameterizedTest
  @MethodSource("oddEums")
  void refusesAnOddEumOnEitherCurve(EumCase odd) {
    for (Curve curve : Curve.values()) {
      var hierarchy = of(curve).with(CertificateRole.EUM, odd.variation);

      var check = check(hierarchy, hierarchy.euicc(EID));

      assertRefused(check, odd.problem, "EUM certificate", odd.why);
    }
  }

  record EuiccCase(Variation variation, Problem problem, String why) {}

  static Stream<EuiccCase> oddEuiccs() {
    return Stream.of(
        new EuiccCase(with(Fault.NO_AUTHORITY_KEY_ID), Problem.EUICC_INVALID, "not issued by"),
        new EuiccCase(with(Fault.FOREIGN_AUTHORITY_KEY_ID), Problem.EUICC_INVALID, "not issued by"),
        new EuiccCase(with(Fault.FORGED_SIGNATURE), Problem.EUICC_INVALID, "signature"),
        new EuiccCase(with().validity(ENDED), Problem.EUICC_EXPIRED, "expired"),
        new EuiccCase(with().validity(TO_COME), Problem.EUICC_EXPIRED, "not valid yet"),
        new EuiccCase(with().role(CertificateRole.DP_AUTH), Problem.EUICC_INVALID, "policy"),
        new EuiccCase(with(Fault.WRONG_CA_FLAG), Problem.EUICC_INVALID, "marked as a CA"),
        new EuiccCase(with(Fault.WRONG_KEY_USAGE), Problem.EUICC_INVALID, "digitalSignature"),
        new EuiccCase(with(Fault.NO_EID), Problem.EUICC_INVALID, "no EID"),
        new EuiccCase(with().organisation("Someone else"), Problem.EUICC_INVALID, "outside"),
        new EuiccCase(with(Fault.UNKNOWN_CRITICAL_EXTENSION), Problem.EUICC_INVALID, "critical"),
        new EuiccCase(with(Fault.OTHER_CURVE), Problem.EUICC_INVALID, "another curve"));
  }

  @ParameterizedTest
  @MethodSource("oddEuiccs")
  void refusesAnOddEuiccOnEitherCurve(EuiccCase odd) {
    for (Curve curve : Curve.values()) {
      var check = check(of(curve), of(curve).euicc(EID, odd.variation));

      assertRefused(check, odd.problem, "eUICC certificate", odd.why);
    }
  }

  @Test
  void refusesAnEidOutsideThePrefixOfItsEum() {
    var hierarchy = NIST.with(CertificateRole.EUM, with().ein("89049033"));

    var check = check(hierarchy, hierarchy.euicc(EID));

    assertRefused(check, Problem.EUICC_INVALID, "EID", "outside");
  }

  @Test
  void comparesOrganisationsWithoutCaseAndDoubleSpaces() {
    var check = check(NIST, NIST.euicc(EID, with().organisation(" OPENSMDP  test eum")));

    assertThat(check).isInstanceOf(Trusted.class);
  }

  @Test
  void appliesThePermittedEinsOfV3() {
    var permitting =
        NIST.with(CertificateRole.EUM, with().permittedEins(List.of("8988", "89049032")));
    var refusing = NIST.with(CertificateRole.EUM, with().permittedEins(List.of("8988", "8999")));

    assertThat(check(permitting, permitting.euicc(EID))).isInstanceOf(Trusted.class);
    assertRefused(check(refusing, refusing.euicc(EID)), Problem.EUICC_INVALID, "EID", "outside");
  }

  @Test
  void refusesAnEumThatMayIssueEveryEid() {
    var hierarchy = NIST.with(CertificateRole.EUM, with().ein(" "));

    assertRefused(
        check(hierarchy, hierarchy.euicc(EID)), Problem.EUM_INVALID, "EUM", "name constraint");
  }

  @Test
  void trustsAnEuiccWithWrongCheckDigitsInItsEid() {
    var eid = new Eid("89049032123451234512345678901335");

    assertThat(check(NIST, NIST.euicc(eid))).isInstanceOf(Trusted.class);
  }

  @Test
  void saysExpiredOfAnEumThatIsOddAsWell() {
    var odd = with(Fault.WRONG_CA_FLAG, Fault.WRONG_KEY_USAGE, Fault.NO_NAME_CONSTRAINT)
        .role(CertificateRole.EUICC)
        .validity(ENDED);
    var hierarchy = NIST.with(CertificateRole.EUM, odd);

    assertRefused(check(hierarchy, hierarchy.euicc(EID)), Problem.EUM_EXPIRED, "EUM", "expired");
  }

  @Test
  void saysForgedOfAnEumThatIsExpiredAsWell() {
    var hierarchy = NIST.with(CertificateRole.EUM, with(Fault.FORGED_SIGNATURE).validity(ENDED));

    assertRefused(check(hierarchy, hierarchy.euicc(EID)), Problem.EUM_INVALID, "EUM", "signature");
  }

  @Test
  void judgesTheEumBeforeTheEuicc() {
    var hierarchy = NIST.with(CertificateRole.EUM, with().validity(ENDED));

    var check = chains.check(hierarchy.eum().der(), Bytes.of((byte) 1), NIST.ci());

    assertRefused(check, Problem.EUM_EXPIRED, "EUM", "expired");
  }

  @Test
  void saysExpiredOfAnEuiccThatIsOddAsWell() {
    var odd = with(Fault.WRONG_KEY_USAGE, Fault.NO_EID).validity(ENDED);

    assertRefused(check(NIST, NIST.euicc(EID, odd)), Problem.EUICC_EXPIRED, "eUICC", "expired");
  }

  @Test
  void refusesWhatIsNoCertificate() {
    var euicc = NIST.euicc(EID);
    var noise = Bytes.of("30820".getBytes(StandardCharsets.US_ASCII));

    assertRefused(
        chains.check(noise, euicc.certificate().der(), NIST.ci()),
        Problem.EUM_INVALID,
        "EUM",
        "cannot be read");
    assertRefused(
        chains.check(NIST.eum().der(), noise, NIST.ci()),
        Problem.EUICC_INVALID,
        "eUICC",
        "cannot be read");
  }

  @Test
  void refusesTheChainOfAnotherCi() {
    var other = hierarchy(Curve.NIST_P256);

    var check = chains.check(other.eum().der(), other.euicc(EID).certificate().der(), NIST.ci());

    assertRefused(check, Problem.CI_UNKNOWN, "EUM", "another CI");
  }

  @Test
  void refusesAnEuiccOfAnotherEum() {
    var other = NIST.with(CertificateRole.EUM, Variation.NONE);

    var check = chains.check(NIST.eum().der(), other.euicc(EID).certificate().der(), NIST.ci());

    assertRefused(check, Problem.EUICC_INVALID, "eUICC", "not issued by");
  }

  @Test
  void findsTheCiAmongSeveral() {
    var cis = List.of(BRAINPOOL.ci(), NIST.ci());
    var euicc = NIST.euicc(EID).certificate().der();

    assertThat(chains.check(NIST.eum().der(), euicc, cis)).isInstanceOf(Trusted.class);
    assertRefused(
        chains.check(NIST.eum().der(), euicc, List.of()), Problem.CI_UNKNOWN, "EUM", "another CI");
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void knowsACiThatWasIssuedAgainByItsKey(Curve curve) {
    var hierarchy = of(curve);
    var again = hierarchy.ciIssuedAgain(Validity.days(NOW.minusSeconds(60), 365));
    var euicc = hierarchy.euicc(EID);

    var check = chains.check(hierarchy.eum().der(), euicc.certificate().der(), again);

    assertThat(again.subject()).isNotEqualTo(hierarchy.ci().subject());
    assertThat(check).isInstanceOf(Trusted.class);
  }

  @Test
  void takesTheValidCertificateOfACiThatWasIssuedAgainForItsKey(@TempDir Path folder)
      throws IOException {
    NIST.write(folder);
    var root = IssuingCa.load(folder, "ci");
    var draft = CertificateDraft.like(NIST.ci(), CertificateRole.CI, NIST.ci().publicKey());
    var ended = root.issue(draft.varied(with().validity(ENDED)), RANDOM);
    var eum = NIST.eum().der();
    var euicc = NIST.euicc(EID).certificate().der();

    assertThat(chains.check(eum, euicc, List.of(ended, NIST.ci()))).isInstanceOf(Trusted.class);
    assertThat(chains.check(eum, euicc, List.of(NIST.ci(), ended))).isInstanceOf(Trusted.class);
    assertRefused(
        chains.check(eum, euicc, List.of(ended)), Problem.CI_EXPIRED, "CI certificate", "expired");
  }

  @Test
  void verifiesAnEumOnce() {
    check(NIST, NIST.euicc(EID));
    check(NIST, NIST.euicc(Eid.withCheckDigits("890490320000000000000000000001")));

    assertThat(chains.rememberedEums()).isEqualTo(1);
  }

  @Test
  void noticesThatARememberedEumHasExpired() {
    var euicc = NIST.euicc(EID);
    check(NIST, euicc);
    now.set(NIST.eum().notAfter().plusSeconds(1));

    var check = check(NIST, euicc);

    assertThat(chains.rememberedEums()).isEqualTo(1);
    assertRefused(check, Problem.EUM_EXPIRED, "EUM", "expired");
  }

  @Test
  void refusesAChainWhoseCiHasExpiredWhetherItsEumIsRememberedOrNot() {
    var outliving = NIST.with(
        CertificateRole.EUM,
        with().validity(new Validity(NOW.minusSeconds(60), NIST.ci().notAfter().plusSeconds(60))));
    var euicc = outliving.euicc(EID);
    check(outliving, euicc);
    now.set(NIST.ci().notAfter().plusSeconds(1));

    assertRefused(check(outliving, euicc), Problem.CI_EXPIRED, "CI certificate", "expired");
    var other = new EuiccChains(now::get);
    assertRefused(
        other.check(euicc.eum().der(), euicc.certificate().der(), NIST.ci()),
        Problem.CI_EXPIRED,
        "CI certificate",
        "expired");
  }

  @Test
  void judgesWhatWasReceivedEarlierByTheTimeItWasReceived() {
    var euicc = NIST.euicc(EID);
    now.set(NIST.eum().notAfter().plusSeconds(1));

    var check = chains.check(
        euicc.eum().der(),
        euicc.certificate().der(),
        List.of(NIST.ci()),
        NIST.eum().notAfter().minusSeconds(1));

    assertThat(check).isInstanceOf(Trusted.class);
    assertThat(Problem.EUM_EXPIRED.isOfTime()).isTrue();
    assertThat(Problem.EUM_INVALID.isOfTime()).isFalse();
  }

  @Test
  void remembersNoEumThatWasRefused() {
    var hierarchy = NIST.with(CertificateRole.EUM, with(Fault.WRONG_CA_FLAG));

    check(hierarchy, hierarchy.euicc(EID));
    var again = check(hierarchy, hierarchy.euicc(EID));

    assertThat(chains.rememberedEums()).isZero();
    assertRefused(again, Problem.EUM_INVALID, "EUM", "CA");
  }

  @Test
  void remembersAnEumOnlyForTheCiItPassedUnder() {
    check(NIST, NIST.euicc(EID));

    var check = chains.check(
        NIST.eum().der(),
        NIST.euicc(EID).certificate().der(),
        hierarchy(Curve.NIST_P256).ci());

    assertRefused(check, Problem.CI_UNKNOWN, "EUM", "another CI");
  }

  private ChainCheck check(TestHierarchy hierarchy, EuiccIdentity euicc) {
    return chains.check(euicc.eum().der(), euicc.certificate().der(), hierarchy.ci());
  }

  private static void assertRefused(
      ChainCheck check, Problem problem, String subject, String cause) {
    assertThat(check).isInstanceOfSatisfying(Refused.class, refused -> {
      assertThat(refused.problem()).isEqualTo(problem);
      assertThat(refused.why())
          .contains(subject, cause)
          .hasSizeLessThanOrEqualTo(128)
          .matches("[ -~]+");
    });
  }
}
