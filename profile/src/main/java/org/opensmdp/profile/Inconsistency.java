package org.opensmdp.profile;

/**
 * One thing that does not fit; an eUICC would refuse the profile for it, or the wrong subscriber get
 * it. Holds numbers, never keys.
 *
 * @param element where, as {@code usim[4].ef-imsi}
 */
public record Inconsistency(String element, String found, String expected) {
  @Override
  public String toString() {
    return "%s: %s (expected: %s)".formatted(element, found, expected);
  }
}
