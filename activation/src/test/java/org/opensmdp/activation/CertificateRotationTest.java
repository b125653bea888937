package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.ADDRESS;
import static org.opensmdp.activation.TestPki.RANDOM;
import static org.opensmdp.rsp.CancelSessionReason.POSTPONED;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.certs.Variation;
import org.opensmdp.crypto.Binder;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.SignatureTlv;

/** A session keeps to the CERT.DPpb it began with, while another takes its place (SGP.22 v2 §3.1.3). */
class CertificateRotationTest {
  private final TestServer server = new TestServer().released();
  private final CredentialSet before = server.sets.get(0);
  private final CredentialSet after =
      server.pki.with(CertificateRole.DP_PB, Variation.NONE).credentials("after");

  @Test
  void deliversWithTheCertificateTheSessionBeganWith() {
    var session = server.authenticate();

    var delivered = download(session, after, before);

    var opening = BoundProfilePackage.parse(delivered).initialiseSecureChannelRequest();
    var signed = opening.signedOctets(server.otpk.publicKey().point());
    assertThat(Signatures.verify(
            before.dpPb().certificate().publicKey(),
            signed,
            SignatureTlv.value(opening.smdpSign())))
        .isTrue();
  }

  @Test
  void refusesASessionWhoseCertificateIsGone() {
    var session = server.authenticate();

    assertRefused(server, TRANSACTION_UNKNOWN, () -> download(session, after));
  }

  @Test
  void letsASessionBeGivenUpWhoseCertificateIsGone() {
    var session = server.authenticate();
    var cancelSession = new CancelSession(
        smdp(after), server.store.downloads(), server.store.timeline(), server.clock);

    cancelSession.run(server.card.cancel(session.transactionId(), server.oid(), POSTPONED));

    assertThat(server.lastEvent().function()).isEqualTo("ES9+.CancelSession");
  }

  private Bytes download(AuthenticateClientResponse session, CredentialSet... sets) {
    var bindings = new BindingMaker(server.templates, new Binder(RANDOM), RANDOM);
    var function = new GetBoundProfilePackage(
        smdp(sets), server.store.downloads(), bindings, server.store.timeline(), server.clock);
    return function
        .run(server.card.prepare(session, server.otpk.publicKey().point(), Optional.empty()))
        .boundProfilePackage();
  }

  private static Smdp smdp(CredentialSet... sets) {
    return new Smdp(List.of(ADDRESS), List.of(sets));
  }
}
