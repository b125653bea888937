package org.opensmdp.simulator.pack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;
import org.opensmdp.simulator.link.LinkCondition;

/**
 * A kind of link of a pack, and how many devices have it. The keys are those of {@link LinkCondition}.
 *
 * @param share its part of the devices
 */
public record PackLink(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) double share,
    @JsonProperty(required = true) Duration roundTrip,
    Optional<Duration> jitter,
    double loss,
    @JsonProperty(required = true) int downKbit,
    @JsonProperty(required = true) int upKbit,
    Optional<LinkCondition.Cuts> cuts,
    boolean captivePortal) {
  public PackLink {
    Checks.name("name", name);
    Checks.require(share > 0, "share: %s (expected: more than 0)", share);
    LinkCondition unused = new LinkCondition(
        name,
        roundTrip,
        jitter.orElse(Duration.ZERO),
        loss,
        downKbit,
        upKbit,
        cuts,
        captivePortal); // checks them
  }

  /** Returns the condition, without what the place of the server adds. */
  public LinkCondition condition() {
    return new LinkCondition(
        name, roundTrip, jitter.orElse(Duration.ZERO), loss, downKbit, upKbit, cuts, captivePortal);
  }
}
