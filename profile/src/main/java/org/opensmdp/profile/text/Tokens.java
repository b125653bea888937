package org.opensmdp.profile.text;

import org.opensmdp.profile.text.Token.Kind;

/** Cuts a text into the lexical items of ASN.1 (ITU-T X.680 §12), comments left out. One item ahead. */
final class Tokens {
  private static final int NONE = -1;

  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;
  private Token ahead;

  Tokens(String text) {
    this.text = text;
    this.ahead = read();
  }

  Token peek() {
    return ahead;
  }

  Token next() {
    var token = ahead;
    ahead = read();
    return token;
  }

  /** Takes this symbol, which must come now. */
  Token next(String symbol) {
    if (!ahead.is(symbol)) {
      throw ahead.unexpected("'" + symbol + "'");
    }
    return next();
  }

  Token next(Kind kind, String expected) {
    if (ahead.kind() != kind) {
      throw ahead.unexpected(expected);
    }
    return next();
  }

  /** Takes this symbol if it comes now. */
  boolean skip(String symbol) {
    boolean there = ahead.is(symbol);
    if (there) {
      next();
    }
    return there;
  }

  private Token read() {
    skipBlanks();
    int start = at;
    int first = character(at);
    if (first == NONE) {
      return token(Kind.END, start, start);
    }
    if (isLetter(first)) {
      return name();
    }
    if (isDigit(first)) {
      return number();
    }
    if (first == '\'') {
      return octets();
    }
    if (first == '"') {
      return quoted();
    }
    at += text.startsWith("::=", at) ? 3 : Character.charCount(text.codePointAt(at));
    return token(Kind.SYMBOL, start, start, at);
  }

  private Token name() {
    int start = at;
    while (isLetter(character(at))
        || isDigit(character(at))
        || (character(at) == '-' && character(at + 1) != '-')) {
      at++;
    }
    return token(Kind.NAME, start, start, at);
  }

  private Token number() {
    int start = at;
    while (isDigit(character(at))) {
      at++;
    }
    return token(Kind.NUMBER, start, start, at);
  }

  private Token octets() {
    int start = at;
    var here = token(Kind.OCTETS, start, start);
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw here.refused("octets that do not end (expected: ' and H behind them)");
    }
    if (character(end + 1) != 'H') {
      throw here.refused("no H behind the octets (expected: '00FF'H)");
    }
    var token = token(Kind.OCTETS, start, start + 1, end);
    while (at < end) {
      step();
    }
    at = end + 2;
    return token;
  }

  /** A quotation mark in the text is written twice. */
  private Token quoted() {
    int start = at;
    var here = token(Kind.TEXT, start, start);
    var content = new StringBuilder();
    at++;
    while (character(at) != '"' || character(at + 1) == '"') {
      int character = character(at);
      if (character == NONE || character == '\n' || character == '\r') {
        throw here.refused("a text that does not end in its line");
      }
      content.append((char) character);
      at += character == '"' ? 2 : 1;
    }
    at++;
    return new Token(Kind.TEXT, content.toString(), here.line(), here.column());
  }

  private void skipBlanks() {
    boolean more = true;
    while (more) {
      if (text.startsWith("--", at)) {
        skipLineComment();
      } else if (text.startsWith("/*", at)) {
        skipBlockComment();
      } else if (at < text.length() && text.charAt(at) <= ' ') {
        step();
      } else {
        more = false;
      }
    }
  }

  /** Ends with the line, or with two more hyphens in it. */
  private void skipLineComment() {
    at += 2;
    while (at < text.length() && text.charAt(at) != '\n' && !text.startsWith("--", at)) {
      at++;
    }
    at += text.startsWith("--", at) ? 2 : 0;
  }

  private void skipBlockComment() {
    var here = token(Kind.SYMBOL, at, at);
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      throw here.refused("a comment that does not end");
    }
    while (at < end + 2) {
      step();
    }
  }

  private void step() {
    if (text.charAt(at) == '\n') {
      line++;
      lineStart = at + 1;
    }
    at++;
  }

  private int character(int index) {
    return index < text.length() ? text.charAt(index) : NONE;
  }

  private static boolean isLetter(int character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private Token token(Kind kind, int start, int from) {
    return token(kind, start, from, from);
  }

  private Token token(Kind kind, int start, int from, int to) {
    return new Token(kind, text.substring(from, to), line, start - lineStart + 1);
  }
}
