package org.opensmdp.simulator;

import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.TransactionId;

/**
 * The one RSP session an eUICC has, lost when the power goes (SGP.22 v2 §3.1.2, §3.1.3):
 *
 * <pre>
 * None → Challenged → Authenticated → Prepared → Loading → None
 *            ↑            │  ↺           │  ↺         │
 *        challenge        └── cancelSession ──────────┘→ None
 * </pre>
 */
sealed interface CardSession {

  record None() implements CardSession {}

  /** GetEUICCChallenge has been answered. */
  record Challenged(Bytes euiccChallenge) implements CardSession {}

  /** A session with a server that has proved itself; it has a name and can be cancelled. */
  sealed interface Open extends CardSession {
    Authenticated server();
  }

  /**
   * The server has proved itself.
   *
   * @param identity the certificate and key this session signs with
   * @param euiccSignature1 the whole TLV, which smdpSignature2 covers
   */
  record Authenticated(
      TransactionId transactionId,
      String serverAddress,
      SmdpOid smdpOid,
      RspCertificate ci,
      RspCertificate serverCertificate,
      EuiccIdentity identity,
      Bytes euiccSignature1)
      implements Open {
    @Override
    public Authenticated server() {
      return this;
    }
  }

  /** A one-time key is waiting for a package. */
  record Prepared(Authenticated server, RspCertificate dpPb, EphemeralKey key) implements Open {}

  /** Some pieces of a package have been taken. */
  record Loading(Authenticated server, PackageInstallation installation) implements Open {}
}
