package org.opensmdp.activation.incident;

import java.util.Optional;
import java.util.OptionalDouble;
import org.opensmdp.activation.incident.Incident.Cause;
import org.opensmdp.activation.incident.Incident.Severity;

/**
 * How long incidents of a kind took, in seconds.
 *
 * @param severity absent: of all
 * @param cause absent: of all
 * @param count how many
 * @param open how many of them are not mitigated yet; they count to now
 * @param mttd mean from the first sign to the detection
 * @param mtta mean from the detection to the acknowledgement; those that went by themselves, unseen, are left out
 * @param mttr mean from the detection to the mitigation
 * @param median the same, half of them were faster
 * @param p90 the same, 90 % of them were faster
 */
public record Durations(
    Optional<Severity> severity,
    Optional<Cause> cause,
    long count,
    long open,
    OptionalDouble mttd,
    OptionalDouble mtta,
    OptionalDouble mttr,
    OptionalDouble median,
    OptionalDouble p90) {}
