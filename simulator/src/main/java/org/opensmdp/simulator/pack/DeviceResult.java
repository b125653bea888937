package org.opensmdp.simulator.pack;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.rsp.Iccid;

/**
 * How a visit ended.
 *
 * @param firmware of its card
 * @param ordered the profile that was ordered for it, if one was
 * @param found the profile on its card, if one is
 * @param steps how far it came
 * @param cause why it has no profile, in plain words; {@code installed} if it has
 * @param at the step that failed, or nothing: ""
 * @param byUser whether its user did not want it
 * @param deleted whether its user removed the profile afterwards
 * @param installation from the package to the report, simulated
 * @param session from the order to the end of the installation, simulated
 * @param late how long after its time it began, simulated: a busy machine
 */
public record DeviceResult(
    Visit visit,
    String firmware,
    Optional<Iccid> ordered,
    Optional<Iccid> found,
    Set<FunnelStep> steps,
    String cause,
    String at,
    boolean byUser,
    boolean deleted,
    Optional<Duration> installation,
    Optional<Duration> session,
    Duration late) {
  public DeviceResult {
    steps = Set.copyOf(steps);
  }

  public boolean installed() {
    return found.isPresent();
  }
}
