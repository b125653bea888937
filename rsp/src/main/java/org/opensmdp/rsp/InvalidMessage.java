package org.opensmdp.rsp;

/**
 * Octets that are not the message they should be. The text names the ASN.1 path, as in
 * {@code EuiccSigned1.serverChallenge: 15 octets (expected: 16)}, and never the content.
 */
public final class InvalidMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidMessage(String message) {
    super(message, null, false, false); // junk comes by the million: an answer, not a fault
  }

  public InvalidMessage(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
