package org.opensmdp.profile;

/** The version of the profile package format that the header names: 2.1 to 3.3 are in the field. */
public record VersionNumber(int major, int minor) {
  public VersionNumber {
    if (major < 0 || major > 0xFF || minor < 0 || minor > 0xFF) {
      throw new IllegalArgumentException(
          "version: %d.%d (expected: each 0 to 255)".formatted(major, minor));
    }
  }

  public boolean isBefore(VersionNumber other) {
    return major < other.major || (major == other.major && minor < other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
