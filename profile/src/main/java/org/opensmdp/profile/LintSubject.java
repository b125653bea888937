package org.opensmdp.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;

/**
 * What a lint looks at.
 *
 * @param upp as it was read, so that offsets are those of the DER at hand
 * @param terms of the type it is for
 * @param replaced the values of the template, by their octet in it, that a subscriber's take the place
 *     of; none in a package
 * @param isTemplate whether subscribers' data will be put in
 */
record LintSubject(
    ProfilePackage upp, LintTerms terms, Map<Integer, String> replaced, boolean isTemplate) {

  List<Located> elements() {
    return upp.located();
  }

  /** Whether the value is a dummy that no card will ever hold. */
  boolean isReplaced(Node value) {
    return replaced.containsKey(value.valueAt());
  }

  boolean has(ProfileElementType type) {
    return elements().stream().anyMatch(element -> element.type() == type);
  }

  Stream<FileOf> files() {
    return elements().stream().flatMap(element -> FileOf.all(element).stream());
  }

  /** Returns the files of this name in elements of this type, those not created left out. */
  Stream<FileOf> files(ProfileElementType type, String name) {
    return elements().stream()
        .filter(element -> element.type() == type)
        .flatMap(element -> FileOf.named(element, name).stream())
        .filter(FileOf::isCreated);
  }

  Optional<FileOf> file(ProfileElementType type, String name) {
    return files(type, name).findFirst();
  }

  /** Whether octets are zeros, FF or none: a file that is there and says nothing. */
  static boolean isBlank(Bytes octets) {
    boolean blank = true;
    for (int i = 0; i < octets.size(); i++) {
      blank &= octets.at(i) == 0xFF || octets.at(i) == 0;
    }
    return blank;
  }
}
