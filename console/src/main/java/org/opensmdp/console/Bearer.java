package org.opensmdp.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/**
 * A token as its holder sends it: {@code osmdp_} and 64 hexadecimal digits, 256 random bits. The prefix
 * lets scanners of source code know a leaked one.
 */
public final class Bearer {
  private static final String PREFIX = "osmdp_";
  private static final int OCTETS = 32;
  private static final String SCHEME = "bearer ";

  private final String text;

  private Bearer(String text) {
    this.text = text;
  }

  /** Makes a fresh one. */
  public static Bearer fresh(SecureRandom random) {
    byte[] octets = new byte[OCTETS];
    random.nextBytes(octets);
    return new Bearer(PREFIX + HexFormat.of().formatHex(octets));
  }

  /** Returns the token if the text is one, blanks around it forgiven. */
  public static Optional<Bearer> parse(String text) {
    return Optional.of(text.strip())
        .filter(token -> token.matches(PREFIX + "[0-9a-f]{64}"))
        .map(Bearer::new);
  }

  /** Returns the token of an Authorization header. */
  static Optional<Bearer> ofHeader(String header) {
    boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return bearer ? parse(header.substring(SCHEME.length())) : Optional.empty();
  }

  /** Returns SHA-256 of the token, all that is ever stored. */
  public Bytes digest() {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return Bytes.wrap(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the token itself, for its holder only. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
