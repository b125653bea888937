package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.opensmdp.activation.StockField;
import org.opensmdp.rsp.Secret;

/**
 * What a column of a file of stock holds, and in which form. Secrets are read octet by octet: a string
 * of one could not be erased.
 *
 * @param field of a secret column; absent in the others
 * @param wrapped whether its secrets are under the transport key
 */
record StockColumn(
    String name, Target target, Optional<StockField> field, Encoding encoding, boolean wrapped) {

  /** What a column is for. */
  enum Target {
    ICCID,
    IMSI,
    ALGORITHM,
    SECRET,
    IGNORED
  }

  /** How the octets of a secret are written. */
  enum Encoding {
    HEX,
    BASE64,
    /** The characters themselves. */
    TEXT,
    /** ADM1 as it comes: 16 hexadecimal digits, or else 8 characters. */
    CODE
  }

  static StockColumn plain(String name, Target target) {
    return new StockColumn(name, target, Optional.empty(), Encoding.TEXT, false);
  }

  static StockColumn secret(String name, StockField field, Encoding encoding, boolean wrapped) {
    return new StockColumn(name, Target.SECRET, Optional.of(field), encoding, wrapped);
  }

  /** Returns the secret in {@code octets[from..to)}, or nothing if it is not in the encoding. */
  Optional<Secret> read(byte[] octets, int from, int to) {
    return switch (encoding) {
      case HEX -> hex(octets, from, to);
      case BASE64 -> base64(octets, from, to);
      case TEXT -> Optional.of(taken(Arrays.copyOfRange(octets, from, to)));
      case CODE ->
        to - from == 16
            ? hex(octets, from, to)
            : Optional.of(taken(Arrays.copyOfRange(octets, from, to)));
    };
  }

  private static Secret taken(byte[] octets) {
    var secret = Secret.of(octets);
    Arrays.fill(octets, (byte) 0);
    return secret;
  }

  private static Optional<Secret> hex(byte[] octets, int from, int to) {
    if ((to - from) % 2 != 0) {
      return Optional.empty();
    }
    var value = new byte[(to - from) / 2];
    boolean right = true;
    for (int i = 0; i < value.length; i++) {
      int high = Character.digit(octets[from + 2 * i], 16);
      int low = Character.digit(octets[from + 2 * i + 1], 16);
      right &= high >= 0 && low >= 0;
      value[i] = (byte) (high << 4 | low);
    }
    var secret = taken(value);
    return right ? Optional.of(secret) : Optional.empty();
  }

  private static Optional<Secret> base64(byte[] octets, int from, int to) {
    var text = Arrays.copyOfRange(octets, from, to);
    try {
      return Optional.of(taken(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /** Returns what is no secret as text. */
  static String text(byte[] octets, int from, int to) {
    return new String(octets, from, to - from, ISO_8859_1);
  }
}
