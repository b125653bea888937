package org.opensmdp.activation;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How fast each tenant may call over ES2+, on this node: as many calls at once as its terms allow in a
 * minute, and then as many as come back in time. What one uses up is no loss to another. Any thread.
 */
public final class CallLimits {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TimeMeter time;
  private final Map<Long, Limited> tenants = new ConcurrentHashMap<>();

  /** A tenant's bucket, made anew when its terms change. */
  private record Limited(int callsPerMinute, Bucket bucket) {}

  /** The clock of the server as the buckets read it. */
  private record Meter(InstantSource clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }

  public CallLimits(InstantSource clock) {
    this.time = new Meter(clock);
  }

  /**
   * Counts a call, or returns how long the tenant has to wait for the next one, more than zero: then
   * the call is not counted and to be refused.
   */
  public Optional<Duration> admit(Operator operator) {
    return operator
        .terms()
        .callsPerMinute()
        .flatMap(calls -> admit(tenants.compute(
            operator.operatorId(),
            (id, known) -> known == null || known.callsPerMinute() != calls
                ? new Limited(calls, bucket(calls))
                : known)));
  }

  private static Optional<Duration> admit(Limited tenant) {
    var probe = tenant.bucket().tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket(int calls) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(calls).refillGreedy(calls, MINUTE))
        .withCustomTimePrecision(time)
        .build();
  }
}
