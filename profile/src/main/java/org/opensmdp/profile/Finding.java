package org.opensmdp.profile;

/**
 * One thing that {@link Lint} has to say of a template or package. Holds no key and no code.
 *
 * @param rule which rule is broken; the kind of the finding
 * @param element where, as {@code usim[4].ef-imsi}
 * @param offset of that place in the DER that was read, in octets from 0
 * @param what was found
 * @param expected what had been expected
 */
public record Finding(
    Severity severity, LintRule rule, String element, int offset, String what, String expected) {

  /** Returns what to do about it. */
  public String remedy() {
    return rule.remedy();
  }

  @Override
  public String toString() {
    return "%s: %s (expected: %s)".formatted(element, what, expected);
  }
}
