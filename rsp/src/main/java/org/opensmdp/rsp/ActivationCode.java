package org.opensmdp.rsp;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text a user scans to start a download (SGP.22 v2 §4.1):
 * {@code 1$address$matchingId[$oid][$1]}, in a QR code with {@code LPA:} before it.
 *
 * @param confirmationCodeRequired whether the user will be asked for a Confirmation Code
 */
public record ActivationCode(
    String smdpAddress,
    MatchingId matchingId,
    Optional<SmdpOid> smdpOid,
    boolean confirmationCodeRequired) {
  private static final String SCHEME = "LPA:";
  private static final String FORMAT = "1";
  private static final Pattern DOLLAR = Pattern.compile("\\$");

  public ActivationCode {
    if (!HostName.holds(smdpAddress)) {
      throw new IllegalArgumentException(
          "SM-DP+ address: '%s' (expected: a host name)".formatted(smdpAddress));
    }
  }

  /**
   * Reads an activation code, with or without {@code LPA:} of either case.
   *
   * @throws IllegalArgumentException saying which part is wrong
   */
  public static ActivationCode parse(String text) {
    boolean uri = text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String[] parts = DOLLAR.split(uri ? text.substring(SCHEME.length()) : text, -1);
    if (!parts[0].equals(FORMAT)) {
      throw new IllegalArgumentException(
          "activation code: format '%s' (expected: 1)".formatted(parts[0]));
    }
    if (parts.length < 3 || parts.length > 5) {
      throw new IllegalArgumentException(
          "activation code: %d parts between $ (expected: 3 to 5, as 1$address$matchingId)"
              .formatted(parts.length));
    }
    var oid = parts.length > 3 && !parts[3].isEmpty()
        ? Optional.of(new SmdpOid(parts[3]))
        : Optional.<SmdpOid>empty();
    return new ActivationCode(
        parts[1], MatchingId.strict(parts[2]), oid, parts.length > 4 && flag(parts[4]));
  }

  private static boolean flag(String text) {
    if (!text.isEmpty() && !text.equals("1")) {
      throw new IllegalArgumentException(
          "activation code: Confirmation Code flag '%s' (expected: 1)".formatted(text));
    }
    return !text.isEmpty();
  }

  /**
   * Returns what a QR code had better hold: the host name in capitals, which mean the same, so that all
   * signs are of the alphanumeric kind and the picture has fewer modules.
   */
  public String toQrText() {
    var upper = smdpAddress.toUpperCase(Locale.ROOT);
    return new ActivationCode(upper, matchingId, smdpOid, confirmationCodeRequired).toUri();
  }

  /** Returns the code as a link. */
  public String toUri() {
    return SCHEME + this;
  }

  @Override
  public String toString() {
    String oid = smdpOid.map(SmdpOid::dotted).orElse("");
    String tail = confirmationCodeRequired ? "$" + oid + "$1" : oid.isEmpty() ? "" : "$" + oid;
    return FORMAT + "$" + smdpAddress + "$" + matchingId + tail;
  }
}
