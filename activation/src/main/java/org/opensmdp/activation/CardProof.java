package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.CI_PUBLIC_KEY_UNKNOWN;
import static org.opensmdp.rsp.StatusCode.EUICC_CERTIFICATE_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EUICC_CERTIFICATE_INVALID;
import static org.opensmdp.rsp.StatusCode.EUICC_VERIFICATION_FAILED;
import static org.opensmdp.rsp.StatusCode.EUM_CERTIFICATE_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EUM_CERTIFICATE_INVALID;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import org.opensmdp.activation.Challenges.Challenge;
import org.opensmdp.certs.ChainCheck;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.EuiccSigned1;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.StatusCode;

/**
 * The proof of a card in ES9+.AuthenticateClient: certificates first, then the signature, then what
 * was signed (SGP.22 v2 §5.6.3).
 */
final class CardProof {
  private final Smdp smdp;
  private final EuiccChains chains;

  CardProof(Smdp smdp, EuiccChains chains) {
    this.smdp = smdp;
    this.chains = chains;
  }

  /** Returns the card, or refuses with the pair of the check that failed. */
  ProvenCard check(AuthenticateServerResponse response, Challenge challenge) {
    var answer = accepted(response);
    var trusted = trusted(answer, challenge);
    var signed = answer.euiccSigned1();
    Refuse.unless(
        Signatures.verify(
            trusted.euicc().publicKey(),
            signed.der(),
            SignatureTlv.value(answer.euiccSignature1())),
        EUICC_VERIFICATION_FAILED,
        "euiccSignature1 does not verify");
    checkSession(signed, challenge);
    var set = credentials(challenge);
    var evidence =
        CardEvidence.of(signed.euiccInfo2().der(), trusted.eum(), trusted.euicc(), set.ci());
    return new ProvenCard(trusted.eid(), trusted.euicc().publicKey(), set, evidence, answer);
  }

  private static AuthenticateServerResponse.Ok accepted(AuthenticateServerResponse response) {
    if (response instanceof AuthenticateServerResponse.Ok ok) {
      return ok;
    }
    int code = ((AuthenticateServerResponse.Error) response).authenticateErrorCode();
    throw new RspException(
        EUICC_VERIFICATION_FAILED, "the eUICC refused this server, authenticateErrorCode " + code);
  }

  private ChainCheck.Trusted trusted(AuthenticateServerResponse.Ok answer, Challenge challenge) {
    var ci = smdp.credentialSets().stream()
        .map(CredentialSet::ci)
        .filter(challenge::chose)
        .findFirst()
        .orElseThrow(Refuse.as(TRANSACTION_UNKNOWN, "the session was begun under another CI"));
    var check = chains.check(answer.eumCertificate(), answer.euiccCertificate(), ci);
    if (check instanceof ChainCheck.Refused refused) {
      throw new RspException(statusOf(refused.problem()), refused.why());
    }
    return (ChainCheck.Trusted) check;
  }

  static StatusCode statusOf(ChainCheck.Problem problem) {
    return switch (problem) {
      case CI_UNKNOWN, CI_EXPIRED -> CI_PUBLIC_KEY_UNKNOWN;
      case EUM_INVALID -> EUM_CERTIFICATE_INVALID;
      case EUM_EXPIRED -> EUM_CERTIFICATE_EXPIRED;
      case EUICC_INVALID -> EUICC_CERTIFICATE_INVALID;
      case EUICC_EXPIRED -> EUICC_CERTIFICATE_EXPIRED;
    };
  }

  private void checkSession(EuiccSigned1 signed, Challenge challenge) {
    Refuse.unless(
        signed.transactionId().equals(challenge.transactionId()),
        TRANSACTION_UNKNOWN,
        "euiccSigned1 names another transactionId");
    Refuse.unless(
        smdp.isCalled(signed.serverAddress()),
        EUICC_VERIFICATION_FAILED,
        "euiccSigned1 holds another serverAddress");
    // The challenge depends on the address as it was echoed: both must be those of this session.
    var expected = challenge.serverChallenge(signed.serverAddress());
    Refuse.unless(
        signed.serverChallenge().equalsInConstantTime(expected),
        EUICC_VERIFICATION_FAILED,
        "euiccSigned1 holds another serverChallenge or serverAddress");
  }

  private CredentialSet credentials(Challenge challenge) {
    return smdp.credentialSets().stream()
        .filter(challenge::authenticatedWith)
        .findFirst()
        .orElseThrow(
            Refuse.as(TRANSACTION_UNKNOWN, "the session was begun with another certificate"));
  }
}
