package org.opensmdp.cli;

import picocli.CommandLine.TypeConversionException;

/**
 * A place that activates for itself, and the profile type it does it with: {@code europe=probe-eu}.
 *
 * @param name a label of metrics: 1 to 32 of lower case letters, digits, hyphen
 */
record SyntheticRegion(String name, String type) {

  static SyntheticRegion parse(String text) {
    int equals = text.indexOf('=');
    var name = equals < 0 ? text : text.substring(0, equals);
    if (equals < 0 || equals == text.length() - 1) {
      throw new TypeConversionException("'%s' (expected: NAME=TYPE)".formatted(text));
    }
    if (!name.matches("[a-z0-9-]{1,32}")) {
      throw new TypeConversionException(
          "'%s' (expected: a name of 1 to 32 of lower case letters, digits, hyphen)"
              .formatted(text));
    }
    return new SyntheticRegion(name, text.substring(equals + 1));
  }
}
