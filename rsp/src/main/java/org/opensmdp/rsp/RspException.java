package org.opensmdp.rsp;

/**
 * A function refused with an SGP.22 status code: the only exception that reaches a client as itself.
 * Anything else that escapes a function is a defect and is answered without detail.
 *
 * <p>The message is sent to the client as {@code statusCodeData.message}, where phones show it: one
 * cause, ASCII, at most 128 characters, nothing secret and nothing personal.
 */
public final class RspException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final StatusCode status;
  private final String text;
  private final String detail;

  /**
   * @param message what the client reads, naming the cause
   * @param detail what the log is told beside: which value was wrong (expected, found), never a secret
   */
  public RspException(StatusCode status, String message, String detail) {
    super(message);
    this.status = status;
    this.text = message;
    this.detail = detail;
  }

  public RspException(StatusCode status, String message) {
    this(status, message, "");
  }

  public StatusCode status() {
    return status;
  }

  /** Returns what the client reads; the message of the exception, never null. */
  public String text() {
    return text;
  }

  public String detail() {
    return detail;
  }
}
