package org.opensmdp.simulator;

import java.time.Instant;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.SmdpOid;

/**
 * An event record of a {@link VirtualSmds} (SGP.22 v2 §3.6.1).
 *
 * @param owner the SM-DP+ that registered it, by the OID in its TLS certificate
 * @param forwarding whether it is to be registered at the root too
 */
public record SmdsEvent(
    Eid eid,
    MatchingId eventId,
    String rspServerAddress,
    SmdpOid owner,
    boolean forwarding,
    Instant registeredAt) {}
