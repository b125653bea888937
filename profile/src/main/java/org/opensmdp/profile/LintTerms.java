package org.opensmdp.profile;

import java.util.Optional;
import org.opensmdp.rsp.ProfileClass;

/**
 * What is known of the profile type that a template or package is made for.
 *
 * @param mncLength digits of the network code, 2 or 3; empty if nobody has said
 * @param texts what the phone will show; empty if nobody has said
 */
public record LintTerms(
    ProfileClass profileClass, Optional<Integer> mncLength, Optional<MetadataTexts> texts) {

  /** The terms of a type. */
  public static LintTerms of(MetadataTexts texts, int mncLength) {
    return new LintTerms(texts.profileClass(), Optional.of(mncLength), Optional.of(texts));
  }

  /** The terms of a file that belongs to no type yet. */
  public static LintTerms of(ProfileClass profileClass) {
    return new LintTerms(profileClass, Optional.empty(), Optional.empty());
  }

  boolean isTest() {
    return profileClass == ProfileClass.TEST;
  }
}
