package org.opensmdp.profile;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Since which version of the package format an element exists (TCA eUICC Profile Package). */
public final class FormatVersions {
  static final VersionNumber OLDEST = new VersionNumber(2, 0);
  static final VersionNumber NEWEST = new VersionNumber(3, 3);

  private static final VersionNumber WITH_5GS = new VersionNumber(2, 3);
  private static final VersionNumber SECOND_TEMPLATES = new VersionNumber(3, 0);

  /** {@code 2.23.143.1.2.4.2}: a second edition of a template has one number more. */
  private static final int NUMBERS_OF_FIRST = 6;

  private static final Map<ProfileElementType, VersionNumber> SINCE = new EnumMap<>(Map.of(
      ProfileElementType.DF_5GS, WITH_5GS,
      ProfileElementType.DF_SAIP, WITH_5GS,
      ProfileElementType.DF_SNPN, new VersionNumber(3, 2),
      ProfileElementType.DF_5GPROSE, new VersionNumber(3, 3),
      ProfileElementType.IOT, new VersionNumber(3, 3),
      ProfileElementType.OPT_IOT, new VersionNumber(3, 3)));

  private FormatVersions() {}

  static Optional<VersionNumber> needed(Located element, Optional<String> template) {
    return needed(element.type(), template);
  }

  /**
   * Returns the version that brought the element, or else the edition of its template; empty of those
   * that were always there.
   *
   * @param template dotted, as the element names it
   */
  public static Optional<VersionNumber> needed(ProfileElementType type, Optional<String> template) {
    var own = Optional.ofNullable(SINCE.get(type));
    boolean second = template
        .filter(oid -> oid.chars().filter(c -> c == '.').count() >= NUMBERS_OF_FIRST)
        .isPresent();
    return own.isEmpty() && second ? Optional.of(SECOND_TEMPLATES) : own;
  }

  /** 5G came with 2.3; of the later ones the exact version is not settled here. */
  static boolean isCertain(Located element) {
    return WITH_5GS.equals(SINCE.get(element.type()));
  }
}
