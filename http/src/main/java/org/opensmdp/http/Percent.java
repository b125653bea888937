package org.opensmdp.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding of RFC 3986, strictly: what is not UTF-8 in hexadecimal pairs is nothing. */
final class Percent {
  private Percent() {}

  static Optional<String> decode(String text) {
    if (text.indexOf('%') < 0) {
      return Optional.of(text);
    }
    var octets = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      if (sign != '%') {
        octets.writeBytes(String.valueOf(sign).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int octet = octet(text, i + 1);
      if (octet < 0) {
        return Optional.empty();
      }
      octets.write(octet);
      i += 2;
    }
    return utf8(octets.toByteArray());
  }

  private static int octet(String text, int start) {
    if (start + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(start), 16);
    int low = Character.digit(text.charAt(start + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static Optional<String> utf8(byte[] octets) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
      return Optional.of(decoder.decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
