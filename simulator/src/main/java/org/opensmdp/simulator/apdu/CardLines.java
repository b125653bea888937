package org.opensmdp.simulator.apdu;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Reads lines of bounded length: who never ends one is not waited for. */
final class CardLines {
  /** Twice the octets of the longest APDU, and room for what stands around it. */
  static final int LONGEST = 256 * 1024;

  private final Reader in;

  CardLines(Reader in) {
    this.in = in;
  }

  /**
   * Returns the next line without its end; empty at the end of the input.
   *
   * @throws IOException also if the line is longer than {@link #LONGEST}
   */
  Optional<String> next() throws IOException {
    var line = new StringBuilder();
    int c;
    while ((c = in.read()) != -1 && c != '\n') {
      if (line.length() == LONGEST) {
        throw new IOException("a line of more than %d characters".formatted(LONGEST));
      }
      line.append((char) c);
    }
    return c == -1 && line.isEmpty()
        ? Optional.empty()
        : Optional.of(line.toString().strip());
  }
}
