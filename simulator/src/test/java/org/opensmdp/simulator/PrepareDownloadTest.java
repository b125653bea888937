package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.simulator.Cards.NIST;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.Credential;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.Validity;
import org.opensmdp.certs.Variation;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionRequest;
import org.opensmdp.rsp.HashCc;
import org.opensmdp.rsp.PrepareDownloadRequest;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.SmdpSigned2;
import org.opensmdp.rsp.TransactionId;

/** ES10b.PrepareDownload (SGP.22 v2 §5.7.5), the checks in their order. */
class PrepareDownloadTest {
  private final VirtualEuicc card = Cards.card(NIST);
  private final TestSmdp smdp = Cards.smdp(NIST);

  private int errorOf(PrepareDownloadRequest request) {
    var response = card.prepareDownload(request.der());
    assertThat(response).isInstanceOf(PrepareDownloadResponse.Error.class);
    return ((PrepareDownloadResponse.Error) response).downloadErrorCode();
  }

  private PrepareDownloadResponse.Ok accepted(PrepareDownloadRequest request) {
    return (PrepareDownloadResponse.Ok) card.prepareDownload(request.der());
  }

  /** A request signed and certified by another pair than the server's. */
  private PrepareDownloadRequest by(Credential dpPb, AuthenticateServerResponse.Ok authenticated) {
    var signed2 = smdp.smdpSigned2(false, Optional.empty());
    return PrepareDownloadRequest.of(
        signed2,
        TestSmdp.signature(dpPb.key(), signed2.der(), authenticated.euiccSignature1()),
        Optional.empty(),
        dpPb.certificate().der());
  }

  @Test
  void makesAKeyAndSignsItWithTheSignatureOfTheServer() {
    var authenticated = Cards.authenticate(card, smdp);
    var request = smdp.prepareDownload(authenticated);

    var ok = accepted(request);

    var certificate = RspCertificate.parse(authenticated.euiccCertificate());
    assertThat(Signatures.verify(
            certificate.publicKey(),
            Bytes.concat(ok.euiccSigned2().der(), request.smdpSignature2()),
            SignatureTlv.value(ok.euiccSignature2())))
        .isTrue();
    assertThat(ok.euiccSigned2().transactionId()).isEqualTo(smdp.transactionId);
    assertThat(ok.euiccSigned2().hashCc()).isEmpty();
  }

  @Test
  void refusesWithoutASession() {
    var authenticated = Cards.authenticate(card, smdp);
    card.reset();

    assertThat(errorOf(smdp.prepareDownload(authenticated))).isEqualTo(4);
  }

  @Test
  void refusesASessionWithAnSmDs() {
    var ds = NIST.with(CertificateRole.DP_AUTH, Variation.NONE.role(CertificateRole.DS_AUTH));
    var server = new TestSmdp(ds.credentials("ds"));

    assertThat(errorOf(server.prepareDownload(Cards.authenticate(card, server))))
        .isEqualTo(4);
  }

  static Stream<Variation> invalidCertificates() {
    return Stream.of(
        Variation.with(Variation.Fault.FORGED_SIGNATURE),
        Variation.with(Variation.Fault.WRONG_KEY_USAGE),
        Variation.NONE.validity(Validity.days(Instant.parse("2020-01-01T00:00:00Z"), 1)),
        Variation.NONE.role(CertificateRole.DP_AUTH));
  }

  private static Credential dpPb(TestHierarchy hierarchy) {
    return hierarchy.credentials("other").dpPb();
  }

  @ParameterizedTest
  @MethodSource("invalidCertificates")
  void refusesACertificateThatDoesNotHold(Variation variation) {
    var authenticated = Cards.authenticate(card, smdp);

    var odd = dpPb(NIST.with(CertificateRole.DP_PB, variation));

    assertThat(errorOf(by(odd, authenticated))).isEqualTo(1);
  }

  @Test
  void refusesTheCertificateOfAnotherSmDp() {
    var authenticated = Cards.authenticate(card, smdp);
    var otherOid = Variation.NONE.oid(new SmdpOid("2.999.11"));

    var other =
        dpPb(NIST.with(CertificateRole.DP_AUTH, otherOid).with(CertificateRole.DP_PB, otherOid));

    assertThat(errorOf(by(other, authenticated))).isEqualTo(1);
  }

  @Test
  void refusesAKeyOnAnotherCurveThanTheSessions() {
    var authenticated = Cards.authenticate(card, smdp);

    var odd = dpPb(NIST.with(CertificateRole.DP_PB, Variation.with(Variation.Fault.OTHER_CURVE)));

    assertThat(errorOf(by(odd, authenticated))).isEqualTo(3);
  }

  @Test
  void refusesASignatureThatLeavesItsOwnOut() {
    Cards.authenticate(card, smdp);
    var signed2 = smdp.smdpSigned2(false, Optional.empty());
    var dpPb = smdp.credentials.dpPb();

    var request = PrepareDownloadRequest.of(
        signed2,
        TestSmdp.signature(dpPb.key(), signed2.der()),
        Optional.empty(),
        dpPb.certificate().der());

    assertThat(errorOf(request)).isEqualTo(2);
  }

  @Test
  void refusesAnotherTransaction() {
    var authenticated = Cards.authenticate(card, smdp);
    var other = SmdpSigned2.of(TransactionId.fromHex("01"), false, Optional.empty());

    assertThat(errorOf(smdp.prepareDownload(authenticated, other, Optional.empty())))
        .isEqualTo(5);
  }

  @Test
  void refusesWithoutTheHashOfARequiredCode() {
    var authenticated = Cards.authenticate(card, smdp);
    var signed2 = smdp.smdpSigned2(true, Optional.empty());

    assertThat(errorOf(smdp.prepareDownload(authenticated, signed2, Optional.empty())))
        .isEqualTo(127);
  }

  @Test
  void copiesTheHashOfARequiredCode() {
    var authenticated = Cards.authenticate(card, smdp);
    var hash = HashCc.of(HashCc.stored("1234"), smdp.transactionId);
    var signed2 = smdp.smdpSigned2(true, Optional.empty());

    var ok = accepted(smdp.prepareDownload(authenticated, signed2, Optional.of(hash)));

    assertThat(ok.euiccSigned2().hashCc()).contains(hash);
  }

  @Test
  void leavesOutTheHashNobodyAskedFor() {
    var authenticated = Cards.authenticate(card, smdp);
    var signed2 = smdp.smdpSigned2(false, Optional.empty());

    var ok = accepted(smdp.prepareDownload(authenticated, signed2, Optional.of(smdp.octets(32))));

    assertThat(ok.euiccSigned2().hashCc()).isEmpty();
  }

  @Test
  void canBePreparedAgainWithAnotherCode() {
    var authenticated = Cards.authenticate(card, smdp);
    var signed2 = smdp.smdpSigned2(true, Optional.empty());
    accepted(smdp.prepareDownload(authenticated, signed2, Optional.of(smdp.octets(32))));
    var right = smdp.octets(32);

    var ok = accepted(smdp.prepareDownload(authenticated, signed2, Optional.of(right)));

    assertThat(ok.euiccSigned2().hashCc()).contains(right);
  }

  @Test
  void keepsTheSessionAfterARefusal() {
    var authenticated = Cards.authenticate(card, smdp);
    var other = SmdpSigned2.of(TransactionId.fromHex("01"), false, Optional.empty());
    errorOf(smdp.prepareDownload(authenticated, other, Optional.empty()));

    assertThat(card.prepareDownload(smdp.prepareDownload(authenticated).der()))
        .isInstanceOf(PrepareDownloadResponse.Ok.class);
  }

  /** Starts a new session in which the server names the key it has bound to. */
  private Bytes offeredAgain(Bytes key, TestSmdp server) {
    server.newSession();
    var authenticated = Cards.authenticate(card, server);
    var signed2 = server.smdpSigned2(false, Optional.of(key));
    return accepted(server.prepareDownload(authenticated, signed2, Optional.empty()))
        .euiccSigned2()
        .euiccOtpk();
  }

  private Bytes prepared() {
    return Cards.prepare(card, smdp).euiccSigned2().euiccOtpk();
  }

  @Test
  void usesTheKeyAgainThatNoPackageHasUsed() {
    var key = prepared();
    card.reset();

    assertThat(offeredAgain(key, smdp)).isEqualTo(key);
  }

  @Test
  void makesAnotherKeyIfTheServerNamesNone() {
    var key = prepared();
    smdp.newSession();

    assertThat(prepared()).isNotEqualTo(key);
  }

  @Test
  void makesAnotherKeyIfItDoesNotHoldTheOneNamed() {
    var foreign = Cards.prepare(Cards.card(NIST), smdp).euiccSigned2().euiccOtpk();

    assertThat(offeredAgain(foreign, smdp)).isNotEqualTo(foreign);
  }

  @Test
  void keepsItsKeyFromAnotherSmDp() {
    var key = prepared();
    var oid = Variation.NONE.oid(new SmdpOid("2.999.11"));
    var other = new TestSmdp(NIST.with(CertificateRole.DP_AUTH, oid)
        .with(CertificateRole.DP_PB, oid)
        .credentials("other"));

    assertThat(offeredAgain(key, other)).isNotEqualTo(key);
  }

  @Test
  void usesNoKeyForTwoPackages() {
    var prepared = Cards.prepare(card, smdp);
    var protection = new ProfileProtection.SessionKeys(Cards.upp(Cards.ICCID));
    var binding =
        smdp.bind(card.eid(), prepared, Cards.metadata(Cards.ICCID).build().der(), protection);
    card.loadBoundProfilePackage(smdp.assemble(binding).segments().get(0));
    var key = prepared.euiccSigned2().euiccOtpk();

    assertThat(offeredAgain(key, smdp)).isNotEqualTo(key);
  }

  private void cancel(CancelSessionReason reason) {
    card.cancelSession(CancelSessionRequest.of(smdp.transactionId, reason).der());
  }

  @Test
  void keepsTheKeyWhenTheUserMayComeBack() {
    var key = prepared();
    cancel(CancelSessionReason.POSTPONED);

    assertThat(offeredAgain(key, smdp)).isEqualTo(key);
  }

  @Test
  void dropsTheKeyWhenTheUserHasRefused() {
    var key = prepared();
    cancel(CancelSessionReason.END_USER_REJECTION);

    assertThat(offeredAgain(key, smdp)).isNotEqualTo(key);
  }
}
