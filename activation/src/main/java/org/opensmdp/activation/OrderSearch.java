package org.opensmdp.activation;

import java.time.Instant;
import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/**
 * What an administrator looks for; what is absent plays no part. Without a state, stock and withdrawn
 * profiles are left out.
 *
 * @param operatorId whose
 * @param changedBefore in its state since before then
 * @param after only higher ICCIDs, compared as text: where the last page ended
 */
public record OrderSearch(
    Optional<Long> operatorId,
    Optional<String> type,
    Optional<Eid> eid,
    Optional<MatchingId> matchingId,
    Optional<ProfileState> state,
    Optional<Instant> changedBefore,
    Optional<Iccid> after) {}
