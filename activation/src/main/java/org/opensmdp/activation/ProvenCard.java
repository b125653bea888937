package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;

/** A card whose chain, signature and challenge have been checked, and what it said. */
record ProvenCard(
    Eid eid,
    EcPublicKey key,
    CredentialSet credentials,
    CardEvidence evidence,
    AuthenticateServerResponse.Ok response) {

  /** Returns the type allocation code of the phone, as the LPA says, 4 octets. */
  Bytes tac() {
    return response.euiccSigned1().ctxParams1().deviceInfo().tac();
  }

  /** Returns the token it asks with; an empty one is none. */
  Optional<MatchingId> matchingId() {
    return response.euiccSigned1().ctxParams1().matchingId().filter(id -> !id.isNone());
  }
}
