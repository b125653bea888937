package org.opensmdp.simulator.pack;

/** A pack that cannot be used; the message names file, line and key, and what to write. */
public final class PackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PackException(String message) {
    super(message);
  }

  PackException(String message, Throwable cause) {
    super(message, cause);
  }
}
