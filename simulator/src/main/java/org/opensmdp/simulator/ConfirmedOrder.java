package org.opensmdp.simulator;

import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;

/**
 * The answer to ES2+.ConfirmOrder (SGP.22 v2 §5.3.2).
 *
 * @param smdpAddress what to put in the activation code; absent: what the operator knows
 */
public record ConfirmedOrder(
    Optional<Eid> eid, MatchingId matchingId, Optional<String> smdpAddress) {}
