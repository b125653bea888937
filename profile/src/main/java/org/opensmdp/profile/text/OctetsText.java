package org.opensmdp.profile.text;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.opensmdp.rsp.Bytes;

/** Reads what stands between the quotes of {@code '...'H}: hex digits, blanks, and holes in braces. */
final class OctetsText {
  private final Token token;
  private final boolean inHeader;
  private final List<Bytes> parts = new ArrayList<>();
  private final StringBuilder digits = new StringBuilder();

  /** A hole that was found. */
  record Found(HoleName name, int octets) {}

  /** The octets, dummies in the holes. */
  record Read(Bytes octets, List<Found> holes) {}

  private OctetsText(Token token, boolean inHeader) {
    this.token = token;
    this.inHeader = inHeader;
  }

  static Read read(Token token, boolean inHeader) {
    return new OctetsText(token, inHeader).read();
  }

  private Read read() {
    var holes = new ArrayList<Found>();
    var text = token.text();
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '{') {
        int end = text.indexOf('}', at);
        if (end < 0) {
          throw token.refused("a hole that does not end (expected: '{NAME}'H)");
        }
        holes.add(hole(text.substring(at + 1, end)));
        at = end;
      } else {
        digit(text.charAt(at));
      }
    }
    flush();
    return new Read(Bytes.concat(parts.toArray(Bytes[]::new)), List.copyOf(holes));
  }

  private void digit(char character) {
    if (HexFormat.isHexDigit(character)) {
      digits.append(character);
    } else if (character > ' ') {
      throw token.refused("octets with a sign that is no hex digit (expected: 0 to 9, A to F)");
    }
  }

  private void flush() {
    if (digits.length() % 2 != 0) {
      throw token.refused("octets of an odd number of digits");
    }
    parts.add(Bytes.fromHex(digits.toString()));
    digits.setLength(0);
  }

  private Found hole(String inside) {
    flush();
    int colon = inside.indexOf(':');
    var name = name(colon < 0 ? inside : inside.substring(0, colon));
    int octets = colon < 0 ? name.usualSize() : size(inside.substring(colon + 1));
    if (!name.fits(octets)) {
      throw token.refused(
          "a hole %s of %d octets (expected: %d)".formatted(name, octets, name.usualSize()));
    }
    parts.add(name.dummy(octets, inHeader));
    return new Found(name, octets);
  }

  private HoleName name(String name) {
    if (name.equals(TextWriter.LEFT_OUT)) {
      throw token.refused(
          "a value that was left out when this text was written; put it in, or write with keys");
    }
    return HoleName.of(name)
        .orElseThrow(
            () -> token.refused("a hole without a known name (expected: " + HoleName.all() + ")"));
  }

  private int size(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw token.refused("a hole whose size is no number (expected: '{KI:32}'H)");
    }
  }
}
