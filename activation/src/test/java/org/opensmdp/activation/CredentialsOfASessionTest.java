package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.ADDRESS;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.TestPki.BRAINPOOL;
import static org.opensmdp.activation.TestPki.NIST;
import static org.opensmdp.activation.TestPki.RANDOM;
import static org.opensmdp.activation.TestServer.TOKEN;
import static org.opensmdp.rsp.CancelSessionReason.POSTPONED;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.certs.Variation;
import org.opensmdp.crypto.Binder;
import org.opensmdp.crypto.BoundPackageOpener;
import org.opensmdp.crypto.BppFailure;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.SignatureTlv;

/** Which certificates and which curve a session keeps to (SGP.22 v2 §5.6). */
class CredentialsOfASessionTest {
  private final EphemeralKey nistKey = EphemeralKey.generate(Curve.NIST_P256, RANDOM);
  private final EphemeralKey brainpoolKey = EphemeralKey.generate(Curve.BRAINPOOL_P256R1, RANDOM);

  @Test
  void keepsToItsDpPbWhileThatIsRotated() {
    var server = new TestServer().released();
    var old = server.sets.get(0);
    var rotated = NIST.with(CertificateRole.DP_PB, Variation.NONE).credentials("new");
    var session = server.authenticate();
    var request = server.card.prepare(session, nistKey.publicKey().point(), Optional.empty());

    var bound = deliveringWith(server, rotated, old).run(request).boundProfilePackage();

    assertThat(session.smdpCertificate()).isEqualTo(old.dpPb().certificate().der());
    assertThat(isSignedBy(old, bound)).isTrue();
    assertThat(isSignedBy(rotated, bound)).isFalse();
  }

  @Test
  void refusesASessionWhoseDpPbIsGone() {
    var server = new TestServer().released();
    var rotated = NIST.with(CertificateRole.DP_PB, Variation.NONE).credentials("new");
    var session = server.authenticate();
    var request = server.card.prepare(session, nistKey.publicKey().point(), Optional.empty());

    assertRefused(
        server, TRANSACTION_UNKNOWN, () -> deliveringWith(server, rotated).run(request));
    assertThat(server.authenticate()).isNotNull(); // the order is as it was
  }

  @Test
  void letsASessionBeGivenUpWhoseDpPbIsGone() {
    var server = new TestServer().released();
    var rotated = NIST.with(CertificateRole.DP_PB, Variation.NONE).credentials("new");
    var session = server.authenticate();
    var smdp = new Smdp(List.of(ADDRESS), List.of(rotated));
    var cancelSession =
        new CancelSession(smdp, server.store.downloads(), server.store.timeline(), server.clock);

    cancelSession.run(server.card.cancel(session.transactionId(), server.oid(), POSTPONED));

    assertThat(server.lastEvent().function()).isEqualTo("ES9+.CancelSession");
  }

  @Test
  void bindsAfreshOnTheOtherCurve() throws BppFailure {
    var server = new TestServer(NIST, BRAINPOOL).released();
    var onNist = server.authenticate();
    var first = download(server, server.card, onNist, nistKey);
    var brainpoolCard = new TestCard(BRAINPOOL.euicc(CARD), BRAINPOOL.ci());

    var onBrainpool = server.authenticate(brainpoolCard, TOKEN);
    var second = download(server, brainpoolCard, onBrainpool, brainpoolKey);

    assertThat(onBrainpool.smdpSigned2().bppEuiccOtpk()).isEmpty();
    assertThat(second.sequenceOf86()).isNotEqualTo(first.sequenceOf86());
    assertOpens(BRAINPOOL.credentials("set"), brainpoolKey, onBrainpool, second);
    assertThat(server.authenticate().smdpSigned2().bppEuiccOtpk()).isEmpty();
    assertThat(server.authenticate(brainpoolCard, TOKEN).smdpSigned2().bppEuiccOtpk())
        .contains(brainpoolKey.publicKey().point());
  }

  @Test
  void deliversOnTheCurveThatTheCardVerifiesWhereItSignsOnAnother() throws BppFailure {
    var server = new TestServer(NIST, BRAINPOOL).released();
    var verifies = List.of(TestCard.keyId(BRAINPOOL.ci()));
    var signs = List.of(TestCard.keyId(NIST.ci()));
    var hello = new InitiateAuthenticationRequest(
        TestCard.CHALLENGE, EuiccInfo1.of(TestCard.SVN, verifies, signs), ADDRESS);

    var proof = server.initiateAuthentication.run(hello);
    var session = server.authenticateClient.run(server.card.answer(proof, TOKEN));
    var bound = download(server, server.card, session, brainpoolKey);

    var ours = server.sets.get(1);
    assertThat(proof.euiccCiPKIdToBeUsed()).isEqualTo(TestCard.keyId(NIST.ci()));
    assertThat(proof.serverCertificate()).isEqualTo(ours.dpAuth().certificate().der());
    assertThat(session.smdpCertificate()).isEqualTo(ours.dpPb().certificate().der());
    assertOpens(ours, brainpoolKey, session, bound);
  }

  private static GetBoundProfilePackage deliveringWith(TestServer server, CredentialSet... sets) {
    var bindings = new BindingMaker(server.templates, new Binder(RANDOM), RANDOM, server.checks);
    var smdp = new Smdp(List.of(ADDRESS), List.of(sets));
    return new GetBoundProfilePackage(
        smdp, server.store.downloads(), bindings, server.store.timeline(), server.clock);
  }

  private static BoundProfilePackage download(
      TestServer server, TestCard card, AuthenticateClientResponse session, EphemeralKey key) {
    var request = card.prepare(session, key.publicKey().point(), Optional.empty());
    return BoundProfilePackage.parse(
        server.getBoundProfilePackage.run(request).boundProfilePackage());
  }

  private boolean isSignedBy(CredentialSet set, Bytes boundProfilePackage) {
    var head = BoundProfilePackage.parse(boundProfilePackage).initialiseSecureChannelRequest();
    return Signatures.verify(
        set.dpPb().certificate().publicKey(),
        head.signedOctets(nistKey.publicKey().point()),
        SignatureTlv.value(head.smdpSign()));
  }

  private static void assertOpens(
      CredentialSet set,
      EphemeralKey key,
      AuthenticateClientResponse session,
      BoundProfilePackage bound)
      throws BppFailure {
    var dpPb = set.dpPb().certificate().publicKey();
    var opener = new BoundPackageOpener(key, dpPb, session.transactionId(), CARD);
    for (Bytes segment : bound.segments()) {
      opener.feed(segment);
    }
    assertThat(opener.ended()).isTrue();
  }
}
