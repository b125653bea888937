package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.SECURITY_CONFIGURATION_UNSUPPORTED;
import static org.opensmdp.rsp.StatusCode.SMDP_ADDRESS_REFUSED;
import static org.opensmdp.rsp.StatusCode.SMDP_CERTIFICATE_UNAVAILABLE;
import static org.opensmdp.rsp.StatusCode.SVN_UNSUPPORTED;

import java.util.Optional;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.ServerSigned1;
import org.opensmdp.rsp.SignatureTlv;

/**
 * ES9+.InitiateAuthentication (SGP.22 v2 §5.6.1): the server proves itself. The checks stand in the
 * order of the specification; nothing is stored.
 */
public final class InitiateAuthentication {
  private final Smdp smdp;
  private final Challenges challenges;

  public InitiateAuthentication(Smdp smdp, Challenges challenges) {
    this.smdp = smdp;
    this.challenges = challenges;
  }

  public InitiateAuthenticationResponse run(InitiateAuthenticationRequest request) {
    var info = request.euiccInfo1();
    Refuse.unless(
        smdp.isCalled(request.smdpAddress()),
        SMDP_ADDRESS_REFUSED,
        "smdpAddress is not an address of this SM-DP+");
    Refuse.unless(
        info.svn().major() == 2,
        SVN_UNSUPPORTED,
        "SVN " + info.svn() + " is not supported, 2.x is");
    var signingSet = chosenForTheCard(info)
        .orElseThrow(Refuse.as(
            SECURITY_CONFIGURATION_UNSUPPORTED,
            "no CI of euiccCiPKIdListForSigning is known to this SM-DP+"));
    var ownSet = chosenForUs(info, signingSet)
        .orElseThrow(Refuse.as(
            SMDP_CERTIFICATE_UNAVAILABLE,
            "no CERT.DPauth under a CI of euiccCiPKIdListForVerification"));
    return answer(request, signingSet, ownSet);
  }

  private InitiateAuthenticationResponse answer(
      InitiateAuthenticationRequest request, CredentialSet signingSet, CredentialSet ownSet) {
    var challenge = challenges.issue(signingSet.ci(), ownSet);
    var signed = ServerSigned1.of(
        challenge.transactionId(),
        request.euiccChallenge(),
        request.smdpAddress(),
        challenge.serverChallenge(request.smdpAddress()));
    return new InitiateAuthenticationResponse(
        challenge.transactionId(),
        signed,
        SignatureTlv.toDer(ownSet.dpAuth().key().sign(signed.der())),
        signingSet.ci().subjectKeyId().orElseThrow(),
        ownSet.dpAuth().certificate().der());
  }

  /** The first CI in the card's order that we trust: the order is the card's preference. */
  private Optional<CredentialSet> chosenForTheCard(EuiccInfo1 info) {
    return info.euiccCiPKIdListForSigning().stream()
        .flatMap(ci -> smdp.under(ci).stream())
        .findFirst();
  }

  /** The set of the same CI where the card can verify it, else the first one it can. */
  private Optional<CredentialSet> chosenForUs(EuiccInfo1 info, CredentialSet signingSet) {
    var verifiable = info.euiccCiPKIdListForVerification();
    if (signingSet.ci().subjectKeyId().filter(verifiable::contains).isPresent()) {
      return Optional.of(signingSet);
    }
    return verifiable.stream().flatMap(ci -> smdp.under(ci).stream()).findFirst();
  }
}
