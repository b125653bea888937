package org.opensmdp.simulator;

import java.util.Optional;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.TransactionId;

/** What an eUICC has to report of an installation once the power is back. */
record Interruption(
    TransactionId transactionId,
    String serverAddress,
    SmdpOid smdpOid,
    EuiccIdentity identity,
    Optional<Iccid> iccid,
    BppCommandId command) {

  static Interruption of(
      CardSession.Authenticated server, Optional<Iccid> iccid, BppCommandId command) {
    return new Interruption(
        server.transactionId(),
        server.serverAddress(),
        server.smdpOid(),
        server.identity(),
        iccid,
        command);
  }
}
