package org.opensmdp.activation;

import java.util.List;
import org.opensmdp.profile.Finding;
import org.opensmdp.profile.Holes;
import org.opensmdp.rsp.Bytes;

/**
 * A version on its way into storage, where it gets its number.
 *
 * @param origin who or what brought it, at most 100 characters
 * @param note why, at most 500 characters
 * @param findings what the lint said
 */
public record NewVersion(
    Bytes template,
    Holes holes,
    VersionState state,
    String origin,
    String note,
    List<Finding> findings) {
  private static final int LONGEST_ORIGIN = 100;
  private static final int LONGEST_NOTE = 500;

  public NewVersion {
    findings = List.copyOf(findings);
    if (origin.length() > LONGEST_ORIGIN || note.length() > LONGEST_NOTE) {
      throw new IllegalArgumentException(
          "origin of %d, note of %d characters (expected: at most 100, 500)"
              .formatted(origin.length(), note.length()));
    }
  }

  /** A template without holes that all new downloads get. */
  public static NewVersion stable(Bytes template) {
    return new NewVersion(template, Holes.NONE, VersionState.STABLE, "", "", List.of());
  }
}
