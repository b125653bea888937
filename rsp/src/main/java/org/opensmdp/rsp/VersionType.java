package org.opensmdp.rsp;

import java.util.Comparator;

/**
 * A version of a specification or a firmware, {@code 020500} for 2.5.0 (SGP.22 v2 §5.7.8).
 *
 * <pre>
 * VersionType ::= OCTET STRING(SIZE(3)) -- major/minor/revision
 * </pre>
 *
 * @param major 0..255, as the others
 */
public record VersionType(int major, int minor, int revision) implements Comparable<VersionType> {
  private static final Comparator<VersionType> ORDER = Comparator.comparingInt(VersionType::major)
      .thenComparingInt(VersionType::minor)
      .thenComparingInt(VersionType::revision);

  public VersionType {
    if (((major | minor | revision) & ~0xFF) != 0) {
      throw new IllegalArgumentException(
          "version: %d.%d.%d (expected: numbers of 0 to 255)".formatted(major, minor, revision));
    }
  }

  /** Reads the 3 octets. */
  public static VersionType of(Bytes octets) {
    return from("VersionType", octets);
  }

  static VersionType from(String path, Bytes octets) {
    Sizes.exactly(path, 3, octets);
    return new VersionType(octets.at(0), octets.at(1), octets.at(2));
  }

  static VersionType next(TlvReader members, int tag, String name) {
    return from(members.path(name), members.value(tag, name));
  }

  /** Returns the 3 octets. */
  public Bytes octets() {
    return Bytes.of((byte) major, (byte) minor, (byte) revision);
  }

  @Override
  public int compareTo(VersionType other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + revision; // of every download: no Formatter
  }
}
