package org.opensmdp.console;

/**
 * Why a request of an administrator is refused: an HTTP status, a word for programs, a sentence for
 * people that says what to do. No secret in it.
 */
public final class AdminRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int httpStatus;
  private final String code;
  private final String text;

  public AdminRefusal(int httpStatus, String code, String text) {
    super(text, null, false, false);
    this.httpStatus = httpStatus;
    this.code = code;
    this.text = text;
  }

  /** 400: the request cannot be read. */
  public static AdminRefusal unreadable(String text) {
    return new AdminRefusal(400, "unreadable", text);
  }

  /** 403: the token may not do that. */
  public static AdminRefusal forbidden(String text) {
    return new AdminRefusal(403, "forbidden", text);
  }

  /** 404: there is no such thing, or none that this token may know of. */
  public static AdminRefusal notFound(String text) {
    return new AdminRefusal(404, "not-found", text);
  }

  /** 409: it is not in a state for that. */
  public static AdminRefusal conflict(String text) {
    return new AdminRefusal(409, "conflict", text);
  }

  /** 422: it can be read and makes no sense. */
  public static AdminRefusal invalid(String text) {
    return new AdminRefusal(422, "invalid", text);
  }

  public int httpStatus() {
    return httpStatus;
  }

  /** Returns a word of lower case letters and hyphens. */
  public String code() {
    return code;
  }

  /** Returns the message, never null. */
  public String text() {
    return text;
  }
}
