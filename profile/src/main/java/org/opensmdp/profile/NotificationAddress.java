package org.opensmdp.profile;

import java.util.regex.Pattern;

/**
 * The address a device sends notifications to: the name of a host and nothing else (SGP.22 v2
 * §2.4a.1.2; RFC 1123 §2.1). Names in other scripts are written in their ASCII form, {@code xn--}.
 */
public final class NotificationAddress {
  private static final int LONGEST = 253;
  private static final int LONGEST_LABEL = 63;
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private NotificationAddress() {}

  /**
   * Returns the address if it is the name of a host.
   *
   * @throws IllegalArgumentException saying what of it is none
   */
  public static String checked(String address) {
    if (address.contains("/")) {
      throw refused(address, "a host name without scheme and path");
    }
    if (address.contains(":")) {
      throw refused(address, "a host name without port; devices call 443");
    }
    if (address.length() > LONGEST) {
      throw new IllegalArgumentException("notification address: %d characters (expected: 1 to %d)"
          .formatted(address.length(), LONGEST));
    }
    var labels = address.split("\\.", -1);
    for (var label : labels) {
      checkLabel(address, label);
    }
    if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
      throw refused(address, "a name, no number: certificates are for names");
    }
    return address;
  }

  private static void checkLabel(String address, String label) {
    if (label.chars().anyMatch(character -> character > 0x7F)) {
      throw refused(address, "ASCII; write names in other scripts as xn--...");
    }
    if (label.length() > LONGEST_LABEL) {
      throw refused(address, "labels of at most " + LONGEST_LABEL + " characters");
    }
    if (!LABEL.matcher(label).matches()) {
      throw refused(address, "labels of letters, digits and hyphens within, with dots between");
    }
  }

  private static IllegalArgumentException refused(String address, String expected) {
    var shown = address.length() > LONGEST ? address.substring(0, LONGEST) + "..." : address;
    return new IllegalArgumentException(
        "notification address: '%s' (expected: %s)".formatted(shown, expected));
  }
}
