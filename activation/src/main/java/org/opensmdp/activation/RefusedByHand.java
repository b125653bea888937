package org.opensmdp.activation;

/** Why people may not do what they asked for, in a sentence that says what to do now. */
public final class RefusedByHand extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is in the way. */
  public enum Kind {
    /** There is no such thing. */
    UNKNOWN,
    /** It is not in a state for that. */
    CONFLICT,
    /** This person may not. */
    FORBIDDEN,
    /** It makes no sense. */
    INVALID
  }

  private final Kind kind;
  private final String text;

  public RefusedByHand(Kind kind, String text) {
    super(text, null, false, false);
    this.kind = kind;
    this.text = text;
  }

  public static RefusedByHand unknown(String text) {
    return new RefusedByHand(Kind.UNKNOWN, text);
  }

  public static RefusedByHand conflict(String text) {
    return new RefusedByHand(Kind.CONFLICT, text);
  }

  public static RefusedByHand forbidden(String text) {
    return new RefusedByHand(Kind.FORBIDDEN, text);
  }

  public static RefusedByHand invalid(String text) {
    return new RefusedByHand(Kind.INVALID, text);
  }

  /** Refuses as a conflict unless the condition holds. */
  public static void unless(boolean holds, String text) {
    if (!holds) {
      throw conflict(text);
    }
  }

  public Kind kind() {
    return kind;
  }

  /** Returns the message, never null. */
  public String text() {
    return text;
  }
}
