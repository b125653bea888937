package org.opensmdp.es9plus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.http.json.WrongMember;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/** How octets travel in JSON: base64 of RFC 4648 §4, on one padded line out, with white space in. */
final class Base64Text {
  private Base64Text() {}

  /**
   * Returns the octets of a member.
   *
   * @throws WrongMember if it is missing or not base64
   */
  static Bytes read(JsonObject body, String name) {
    try {
      return Bytes.wrap(Base64.getDecoder().decode(withoutSpace(body.requiredText(name))));
    } catch (IllegalArgumentException e) {
      throw WrongMember.isNot("base64", name);
    }
  }

  /**
   * Returns the message that a member holds.
   *
   * @throws WrongMember if it is missing or not base64
   * @throws InvalidMessage naming the member, if the parser throws one
   */
  static <T> T read(JsonObject body, String name, Function<Bytes, T> parser) {
    var octets = read(body, name);
    try {
      return parser.apply(octets);
    } catch (InvalidMessage e) {
      throw new InvalidMessage(name + ": " + e.getMessage(), e);
    }
  }

  static byte[] write(Bytes octets) {
    return Base64.getEncoder().encode(octets.toArray());
  }

  /** Line breaks are in the field; a sign beyond Latin-1 becomes '?', which base64 does not have. */
  private static byte[] withoutSpace(String text) {
    byte[] signs = text.getBytes(ISO_8859_1);
    int kept = 0;
    for (byte sign : signs) {
      if (sign != ' ' && sign != '\n' && sign != '\r' && sign != '\t') {
        signs[kept++] = sign;
      }
    }
    return kept == signs.length ? signs : Arrays.copyOf(signs, kept);
  }
}
