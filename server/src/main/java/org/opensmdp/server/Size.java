package org.opensmdp.server;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;

/** A size of the configuration, as people write it: {@code 512KiB}, {@code 1MiB}; in octets. */
public record Size(int octets) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})(B|KiB|MiB)");

  @JsonCreator
  static Size parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no size (expected: a number with B, KiB or MiB, as 1MiB)".formatted(text));
    }
    long unit = switch (form.group(2)) {
      case "B" -> 1;
      case "KiB" -> 1 << 10;
      default -> 1 << 20;
    };
    return new Size(Math.toIntExact(Long.parseLong(form.group(1)) * unit));
  }
}
