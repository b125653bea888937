package org.opensmdp.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.certs.ChainCheck.Problem;
import org.opensmdp.certs.ChainCheck.Refused;
import org.opensmdp.certs.ChainCheck.Trusted;
import org.opensmdp.certs.Finding.Severity;
import org.opensmdp.certs.Revocations.Source;
import org.opensmdp.certs.TestHierarchy.Plan;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;

/** Lists of the CIs (SGP.22 v2 §4.6): read from files, asked in the chain check of a card. */
class RevocationsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Validity CURRENT = Validity.days(NOW.minusSeconds(60), 7);
  private static final Eid EID = new Eid("89049032123451234512345678901235");
  private static final TestHierarchy NIST = hierarchy(Curve.NIST_P256);
  private static final TestHierarchy BRAINPOOL = hierarchy(Curve.BRAINPOOL_P256R1);

  private final Path directory;
  private final Path file;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

  RevocationsTest(@TempDir Path directory) {
    this.directory = directory;
    this.file = directory.resolve("ci.crl");
  }

  private static TestHierarchy hierarchy(Curve curve) {
    return TestHierarchy.issue(Plan.of(curve, "smdp.example.com"), () -> NOW, new SecureRandom());
  }

  private static TestHierarchy of(Curve curve) {
    return curve == Curve.NIST_P256 ? NIST : BRAINPOOL;
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void refusesACardWhoseEumIsRevoked(Curve curve) throws IOException {
    var hierarchy = of(curve);
    write(hierarchy.revocationList(CURRENT, hierarchy.eum()));

    var check = check(hierarchy, chains(hierarchy, false));

    assertThat(check)
        .isEqualTo(new Refused(Problem.EUM_INVALID, "EUM certificate: revoked by its CI"));
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void trustsACardWhoseEumIsNotOnTheList(Curve curve) throws IOException {
    var hierarchy = of(curve);
    write(hierarchy.revocationList(CURRENT, hierarchy.credentials("a").dpAuth().certificate()));

    assertThat(check(hierarchy, chains(hierarchy, true))).isInstanceOf(Trusted.class);
  }

  @Test
  void saysExpiredOfAnEumThatIsRevokedAsWell() throws IOException {
    write(NIST.revocationList(CURRENT, NIST.eum()));
    var chains = chains(NIST, false);
    now.set(NIST.eum().notAfter().plusSeconds(1));

    assertThat(check(NIST, chains))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem()).isEqualTo(Problem.EUM_EXPIRED));
  }

  @Test
  void noticesThatARememberedEumHasBeenRevoked() throws IOException {
    write(NIST.revocationList(CURRENT));
    var revocations = Revocations.load(List.of(source(NIST, false)), now::get);
    var chains = new EuiccChains(now::get, revocations);
    check(NIST, chains);
    write(NIST.revocationList(CURRENT, NIST.eum()));

    var findings = revocations.refresh();

    assertThat(findings).isEmpty();
    assertThat(check(NIST, chains)).isInstanceOf(Refused.class);
    assertThat(chains.rememberedEums()).isEqualTo(1);
  }

  @Test
  void readsPem() throws IOException {
    var body = Base64.getMimeEncoder()
        .encodeToString(NIST.revocationList(CURRENT, NIST.eum()).toArray());
    Files.writeString(file, "-----BEGIN X509 CRL-----\n" + body + "\n-----END X509 CRL-----\n");

    assertThat(check(NIST, chains(NIST, false))).isInstanceOf(Refused.class);
  }

  @Test
  void putsThePartsOfAListTogether() throws IOException {
    var other = file.resolveSibling("part2.crl");
    write(NIST.revocationList(CURRENT, NIST.eum()));
    Files.write(other, NIST.revocationList(CURRENT).toArray());
    var source = new Source(NIST.ci(), List.of(file, other), false);

    var chains = new EuiccChains(now::get, Revocations.load(List.of(source), now::get));

    assertThat(check(NIST, chains)).isInstanceOf(Refused.class);
  }

  @Test
  void goesOnWithAListThatIsOutOfDateAndSaysSo() throws IOException {
    write(NIST.revocationList(CURRENT, NIST.credentials("a").dpPb().certificate()));
    var revocations = Revocations.load(List.of(source(NIST, false)), now::get);
    now.set(CURRENT.notAfter().plusSeconds(1));

    var findings = revocations.refresh();

    assertThat(check(NIST, new EuiccChains(now::get, revocations))).isInstanceOf(Trusted.class);
    assertThat(findings).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.what()).contains("ci.crl", "expired on 2026-06-08");
      assertThat(finding.remedy()).contains("fetch the new list");
    });
  }

  @Test
  void goesOnRefusingByAListThatIsOutOfDate() throws IOException {
    write(NIST.revocationList(CURRENT, NIST.eum()));
    var chains = chains(NIST, false);
    now.set(CURRENT.notAfter().plusSeconds(1));

    assertThat(check(NIST, chains)).isInstanceOf(Refused.class);
  }

  @Test
  void trustsNobodyWithoutACurrentListIfToldSo() throws IOException {
    write(NIST.revocationList(CURRENT));
    var chains = chains(NIST, true);
    now.set(CURRENT.notAfter().plusSeconds(1));

    assertThat(check(NIST, chains)).isInstanceOfSatisfying(Refused.class, refused -> {
      assertThat(refused.problem()).isEqualTo(Problem.EUM_INVALID);
      assertThat(refused.why()).contains("out of date").hasSizeLessThanOrEqualTo(128);
    });
  }

  @Test
  void keepsTheLastGoodListOfAFileThatIsDamagedLater() throws IOException {
    write(NIST.revocationList(CURRENT, NIST.eum()));
    var revocations = Revocations.load(List.of(source(NIST, false)), now::get);
    Files.writeString(file, "half a li");

    var findings = revocations.refresh();

    assertThat(findings)
        .singleElement()
        .satisfies(finding -> assertThat(finding.toString())
            .contains("WARNING CRL", "ci.crl", "the list read before holds"));
    assertThat(check(NIST, new EuiccChains(now::get, revocations))).isInstanceOf(Refused.class);
  }

  @Test
  void knowsTheListOfACiThatWasIssuedAgain() throws IOException {
    write(NIST.revocationList(CURRENT, NIST.eum()));
    var again = NIST.ciIssuedAgain(Validity.days(NOW.minusSeconds(60), 9));
    var euicc = NIST.euicc(EID).certificate();

    var check = chains(NIST, false).check(NIST.eum().der(), euicc.der(), again);

    assertThat(check).isInstanceOf(Refused.class);
  }

  @Test
  void refusesAListOfAnotherCi() throws IOException {
    write(hierarchy(Curve.NIST_P256).revocationList(CURRENT));

    assertThatExceptionOfType(CredentialException.class)
        .isThrownBy(() -> chains(NIST, false))
        .withMessageContaining("ci.crl: not signed by the CI")
        .withMessageContaining("give the list of this CI");
  }

  @Test
  void refusesAListWithAnyOctetAltered() throws IOException {
    var good = NIST.revocationList(CURRENT, NIST.eum()).toArray();
    for (int i = 0; i < good.length; i++) {
      var octets = good.clone();
      octets[i] ^= 1;
      write(Bytes.wrap(octets));

      assertThatExceptionOfType(CredentialException.class)
          .isThrownBy(() -> chains(NIST, false))
          .withMessageContaining("ci.crl");
    }
  }

  @Test
  void refusesAListThatSpeaksForOthersOrOnlyOfChanges() throws IOException {
    NIST.write(directory);
    var ca = IssuingCa.load(directory, "ci");
    var indirect = new ExtensionsGenerator();
    indirect.addExtension(
        Extension.issuingDistributionPoint,
        true,
        new IssuingDistributionPoint(null, false, false, null, true, false));
    var delta = new ExtensionsGenerator();
    delta.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE));

    for (var extensions : List.of(indirect, delta)) {
      write(RevocationDraft.sign(ca, CURRENT, List.of(NIST.eum()), extensions.generate()));

      assertThatExceptionOfType(CredentialException.class)
          .isThrownBy(() -> chains(NIST, false))
          .withMessageContaining("give a whole CRL of the CI");
    }
  }

  @Test
  void refusesWhatIsNoList() throws IOException {
    write(NIST.eum().der());

    assertThatExceptionOfType(CredentialException.class)
        .isThrownBy(() -> chains(NIST, false))
        .withMessageContaining("give a whole CRL of the CI");
  }

  @Test
  void warnsOfAListFromTheFuture() throws IOException {
    write(NIST.revocationList(Validity.days(NOW.plus(Duration.ofDays(2)), 7)));

    var findings = Revocations.load(List.of(source(NIST, false)), now::get).refresh();

    assertThat(findings)
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).contains("not valid before 2026-06-03"));
  }

  private EuiccChains chains(TestHierarchy hierarchy, boolean refusesWhenStale) {
    var source = source(hierarchy, refusesWhenStale);
    return new EuiccChains(now::get, Revocations.load(List.of(source), now::get));
  }

  private Source source(TestHierarchy hierarchy, boolean refusesWhenStale) {
    return new Source(hierarchy.ci(), List.of(file), refusesWhenStale);
  }

  private void write(Bytes list) throws IOException {
    Files.write(file, list.toArray());
  }

  private ChainCheck check(TestHierarchy hierarchy, EuiccChains chains) {
    return chains.check(
        hierarchy.eum().der(), hierarchy.euicc(EID).certificate().der(), hierarchy.ci());
  }
}
