package org.opensmdp.simulator.device;

/** A description that cannot be used. The message says where, which key, and what to write there. */
public final class DescriptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DescriptionException(String message) {
    super(message);
  }

  DescriptionException(String message, Throwable cause) {
    super(message, cause);
  }
}
