package org.opensmdp.simulator.conformance.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the tags of SGP.22 are called, inside one another. */
final class TagNames {
  private static final Properties NAMES = load();

  private TagNames() {}

  /** Returns the name of a tag inside what is called {@code parent}; without one, nothing: "". */
  static String of(String parent, String tag) {
    return NAMES.getProperty(parent + "/" + tag, NAMES.getProperty(tag, ""));
  }

  private static Properties load() {
    var names = new Properties();
    try (var file = TagNames.class.getResourceAsStream("/conformance/tag-names.properties")) {
      if (file == null) {
        throw new IllegalStateException("the jar lacks conformance/tag-names.properties");
      }
      names.load(file);
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
