package org.opensmdp.rsp;

import java.util.regex.Pattern;

/** The host names SGP.22 calls addresses: letters, digits, dots, hyphens, and a port where it is not 443. */
public final class HostName {
  private static final int LONGEST = 255;
  private static final Pattern SHAPE =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\\.?(:[0-9]{1,5})?");

  private HostName() {}

  /** Whether it is one, of up to 255 characters. */
  public static boolean holds(String address) {
    return address.length() <= LONGEST && SHAPE.matcher(address).matches();
  }
}
