package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file of stock, read in pieces of whole lines: the same file gives the same pieces. What is in a
 * line stays octets, but for the header. One thread.
 */
final class StockFile implements AutoCloseable {
  static final int PIECE_OCTETS = 384 << 10;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int HEADER_OCTETS = 64 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[PIECE_OCTETS];
  private int filled;
  private long line = 1;
  private int pieces;
  private long octets;

  /**
   * Whole lines of the file.
   *
   * @param number from 0
   * @param line the number of the first line in the file, from 1
   * @param end octets of the file up to the end of the piece
   */
  record Piece(int number, long line, Octets octets, long end) {}

  /** An array that is handed over, and erased when it was sent. */
  static final class Octets {
    private final byte[] content;

    private Octets(byte[] content) {
      this.content = content;
    }

    byte[] content() {
      return content;
    }

    void erase() {
      Arrays.fill(content, (byte) 0);
    }
  }

  private StockFile(InputStream in) {
    this.in = in;
  }

  static StockFile open(Path file) throws IOException {
    return new StockFile(Files.newInputStream(file));
  }

  /** Takes the first line as names of columns. */
  List<String> header(char separator) throws IOException {
    fill();
    int end = indexOfLineEnd(0);
    if (end < 0 || end > HEADER_OCTETS) {
      throw new IOException("the first line is no header: it does not end");
    }
    boolean marked = filled >= 3 && Arrays.equals(buffer, 0, 3, BYTE_ORDER_MARK, 0, 3);
    int start = marked ? BYTE_ORDER_MARK.length : 0;
    var text = new String(buffer, start, end - start, UTF_8).strip();
    drop(end + 1);
    line++;
    return Arrays.stream(text.split(java.util.regex.Pattern.quote("" + separator), -1))
        .map(name -> name.strip().replaceAll("^\"|\"$", ""))
        .toList();
  }

  /** Returns the next piece, or nothing at the end of the file. */
  Optional<Piece> next() throws IOException {
    fill();
    if (filled == 0) {
      return Optional.empty();
    }
    int end = filled < buffer.length ? filled : lastLineEnd();
    var piece = Arrays.copyOf(buffer, end);
    long first = line;
    for (byte octet : piece) {
      line += octet == '\n' ? 1 : 0;
    }
    drop(end);
    return Optional.of(new Piece(pieces++, first, new Octets(piece), octets));
  }

  private int lastLineEnd() throws IOException {
    for (int at = filled; at > 0; at--) {
      if (buffer[at - 1] == '\n') {
        return at;
      }
    }
    throw new IOException("line %d is longer than %d octets".formatted(line, buffer.length));
  }

  private int indexOfLineEnd(int from) {
    for (int at = from; at < filled; at++) {
      if (buffer[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  private void fill() throws IOException {
    int more = 0;
    while (more >= 0 && filled < buffer.length) {
      more = in.read(buffer, filled, buffer.length - filled);
      filled += Math.max(more, 0);
    }
  }

  private void drop(int count) {
    System.arraycopy(buffer, count, buffer, 0, filled - count);
    Arrays.fill(buffer, filled - count, filled, (byte) 0);
    filled -= count;
    octets += count;
  }

  @Override
  public void close() throws IOException {
    Arrays.fill(buffer, (byte) 0);
    in.close();
  }
}
