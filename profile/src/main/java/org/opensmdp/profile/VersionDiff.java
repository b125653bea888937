package org.opensmdp.profile;

import java.util.List;
import java.util.Locale;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/**
 * What is different between two templates or packages, by element, file and field. Keys and codes are
 * not quoted: of them it says only that they differ.
 *
 * @param changes in the order of the newer package, removals first
 */
public record VersionDiff(List<Change> changes) {
  public VersionDiff {
    changes = List.copyOf(changes);
  }

  /** What has become of an element, file or field. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED,
    MOVED
  }

  /**
   * One difference.
   *
   * @param element as {@code usim[4]}; in the older package where it was removed
   * @param field file or field beneath it, as {@code ef-spn.content}; empty of a whole element
   * @param offset of the first different octet in the content of a file or in the value
   * @param before hex of at most 32 octets, or words; empty of what was added
   * @param after hex of at most 32 octets, or words; empty of what was removed
   */
  public record Change(
      Kind kind, String element, String field, int offset, String before, String after) {
    @Override
    public String toString() {
      var place = field.isEmpty() ? element : element + "." + field;
      var what = kind.name().toLowerCase(Locale.ROOT);
      return kind == Kind.CHANGED
          ? "%s %s at %d: %s -> %s".formatted(what, place, offset, before, after)
          : "%s %s".formatted(what, place);
    }
  }

  /**
   * Compares two packages.
   *
   * @throws InvalidMessage if one of them is none
   */
  public static VersionDiff of(Bytes older, Bytes newer) {
    return new VersionDiff(
        ElementMatch.compare(ProfilePackage.parse(older), ProfilePackage.parse(newer)));
  }
}
