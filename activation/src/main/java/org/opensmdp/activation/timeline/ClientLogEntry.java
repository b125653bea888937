package org.opensmdp.activation.timeline;

import java.time.Instant;
import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.TransactionId;

/**
 * One thing that a phone said, as it is kept.
 *
 * @param code as the glossary looks it up; empty if the line has none
 * @param text up to 2000 characters, without identities
 */
public record ClientLogEntry(
    Instant happenedAt,
    ClientLogSource source,
    Optional<Iccid> iccid,
    Optional<Eid> eid,
    Optional<TransactionId> transactionId,
    Optional<String> correlationId,
    String code,
    String text) {}
