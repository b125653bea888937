package org.opensmdp.activation.gate;

/**
 * Cards that are alike: from one maker, with one firmware and one version of profile packages. What fails on
 * one kind of card alone is no fault of a version, and no reason to take it from the others.
 *
 * @param eum the first 8 digits of the EID
 * @param firmware euiccFirmwareVer, {@code 66.81.2}
 * @param packageVersion profileVersion of the card, {@code 2.1.0}
 */
public record Stratum(String eum, String firmware, String packageVersion) {

  /** Returns the form in which strata are stored, {@code 89049032/66.81.2/2.1.0}. */
  @Override
  public String toString() {
    return eum + "/" + firmware + "/" + packageVersion;
  }

  /** Reads the stored form. */
  public static Stratum of(String text) {
    var parts = text.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "stratum '%s' (expected: eum/firmware/package version)".formatted(text));
    }
    return new Stratum(parts[0], parts[1], parts[2]);
  }
}
