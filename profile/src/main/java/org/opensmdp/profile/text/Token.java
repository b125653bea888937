package org.opensmdp.profile.text;

/**
 * One lexical item of value notation.
 *
 * @param text of octets and texts what stands between the quotes
 */
record Token(Kind kind, String text, int line, int column) {
  private static final int LONGEST_SHOWN = 40;

  /** What an item can be. */
  enum Kind {
    NAME,
    NUMBER,
    /** {@code '00FF'H}, which may have holes. */
    OCTETS,
    TEXT,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  TextFormException refused(String what) {
    return new TextFormException(line, column, what);
  }

  TextFormException unexpected(String expected) {
    return refused("%s (expected: %s)".formatted(shown(), expected));
  }

  /** Octets may be a key and are not repeated, nor are texts. */
  private String shown() {
    return switch (kind) {
      case NAME, NUMBER, SYMBOL ->
        text.length() > LONGEST_SHOWN
            ? "'" + text.substring(0, LONGEST_SHOWN) + "...'"
            : "'" + text + "'";
      case OCTETS -> "octets";
      case TEXT -> "a text";
      case END -> "the end";
    };
  }

  /** Names the kind only: octets may be a key. */
  @Override
  public String toString() {
    return kind + " at " + line + ":" + column;
  }
}
