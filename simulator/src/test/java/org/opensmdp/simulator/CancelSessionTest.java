package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.simulator.Cards.NIST;

import org.junit.jupiter.api.Test;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionRequest;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.TransactionId;

/** ES10b.CancelSession (SGP.22 v2 §5.7.14). */
class CancelSessionTest {
  private final VirtualEuicc card = Cards.card(NIST);
  private final TestSmdp smdp = Cards.smdp(NIST);

  private CancelSessionResponse cancel(TransactionId id) {
    return card.cancelSession(
        CancelSessionRequest.of(id, CancelSessionReason.METADATA_MISMATCH).der());
  }

  @Test
  void signsThatTheSessionIsGivenUp() {
    var authenticated = Cards.authenticate(card, smdp);

    var ok = (CancelSessionResponse.Ok)
        CancelSessionResponse.parse(cancel(smdp.transactionId).der());

    var signed = ok.euiccCancelSessionSigned();
    assertThat(Signatures.verify(
            RspCertificate.parse(authenticated.euiccCertificate()).publicKey(),
            signed.der(),
            SignatureTlv.value(ok.euiccCancelSessionSignature())))
        .isTrue();
    assertThat(signed.transactionId()).isEqualTo(smdp.transactionId);
    assertThat(signed.smdpOid()).isEqualTo(smdp.credentials.oid());
    assertThat(signed.reason()).isEqualTo(CancelSessionReason.METADATA_MISMATCH);
  }

  private void assertUnknown(CancelSessionResponse response) {
    assertThat(response)
        .isInstanceOfSatisfying(
            CancelSessionResponse.Error.class,
            error -> assertThat(error.cancelSessionErrorCode()).isEqualTo(5));
  }

  @Test
  void knowsNoOtherSession() {
    Cards.prepare(card, smdp);

    assertUnknown(cancel(TransactionId.fromHex("01")));
  }

  @Test
  void knowsNoSessionBeforeTheServerHasProvedItself() {
    card.getEuiccChallenge();

    assertUnknown(cancel(smdp.transactionId));
  }

  @Test
  void endsTheSession() {
    Cards.prepare(card, smdp);
    cancel(smdp.transactionId);

    assertUnknown(cancel(smdp.transactionId));
  }
}
