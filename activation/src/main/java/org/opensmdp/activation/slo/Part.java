package org.opensmdp.activation.slo;

import java.util.Optional;
import org.opensmdp.activation.Region;

/**
 * A part of the traffic. What is absent narrows nothing.
 *
 * @param operatorId whose profiles
 * @param profileTypeId of which type
 * @param version number within the type; only with the type
 * @param region where the profile is at home
 * @param eum the first 8 digits of the EID
 * @param firmware euiccFirmwareVer, {@code 66.81.2}
 */
public record Part(
    Optional<Long> operatorId,
    Optional<Long> profileTypeId,
    Optional<Integer> version,
    Optional<Region> region,
    Optional<String> eum,
    Optional<String> firmware) {
  public static final Part ALL = new Part(
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty());

  public Part {
    if (version.isPresent() && profileTypeId.isEmpty()) {
      throw new IllegalArgumentException("a version is one of a type; name the type, too");
    }
  }

  /** Whether an event, which knows an order and no card's make, can be told to belong to it. */
  public boolean isOfOrders() {
    return version.isEmpty() && region.isEmpty() && eum.isEmpty() && firmware.isEmpty();
  }
}
