package org.opensmdp.profile.text;

/**
 * Why a text is no profile package: line and column, what stands there, what would be right. Holds no
 * octets of the text, which may be keys.
 */
public final class TextFormException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  TextFormException(int line, int column, String what) {
    super("line %d, column %d: %s".formatted(line, column, what));
    this.line = line;
    this.column = column;
  }

  /** Returns the line, from 1. */
  public int line() {
    return line;
  }

  /** Returns the column, from 1. */
  public int column() {
    return column;
  }
}
