package org.opensmdp.profile;

import org.opensmdp.rsp.ErrorReason;

/**
 * One thing that does not fit; an eUICC would refuse the profile for it, or the wrong subscriber get
 * it. Holds numbers, never keys.
 *
 * @param reason what an eUICC that finds it reports (SGP.22 v2 §2.5.6)
 * @param element where, as {@code usim[4].ef-imsi}
 */
public record Inconsistency(ErrorReason reason, String element, String found, String expected) {
  @Override
  public String toString() {
    return "%s: %s (expected: %s)".formatted(element, found, expected);
  }
}
