package org.opensmdp.activation.rollout;

import java.time.Instant;
import org.opensmdp.activation.gate.Sample;
import org.opensmdp.rsp.TransactionId;

/**
 * A verdict as a rollout's gate has counted it.
 *
 * @param position 1, 2, ... within the rollout
 */
public record RolloutSample(
    int position, TransactionId transactionId, Sample sample, Instant countedAt) {}
