package org.opensmdp.http.json;

/**
 * A body that is no JSON object, or does not say it is one. The message holds a place, never
 * content. Thrown for every piece of junk a stranger sends, hence without a stack.
 */
public final class NotJson extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int httpStatus;
  private final String text;

  NotJson(int httpStatus, String message) {
    super(message, null, false, false);
    this.httpStatus = httpStatus;
    this.text = message;
  }

  /** Returns the message, never null. */
  public String text() {
    return text;
  }

  /** 400 where the octets are not JSON, 415 where the content type is another. */
  public int httpStatus() {
    return httpStatus;
  }
}
