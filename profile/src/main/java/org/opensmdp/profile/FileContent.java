package org.opensmdp.profile;

import java.util.Arrays;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/**
 * The content of a file, put together from its parts.
 *
 * <pre>
 * File ::= SEQUENCE OF CHOICE {
 *     doNotCreate      [0] NULL,
 *     fileDescriptor   [1] Fcp,
 *     fillFileOffset   [2] UInt16,        -- skips forward
 *     fillFileContent  [3] OCTET STRING } -- written at the running offset
 * </pre>
 */
public final class FileContent {
  public static final int DO_NOT_CREATE = 0x80;
  public static final int FILE_DESCRIPTOR = 0xA1;
  public static final int FILL_FILE_OFFSET = 0x82;
  public static final int FILL_FILE_CONTENT = 0x83;

  private static final int MAX_SIZE = 0x10000;

  private FileContent() {}

  /** Returns what the package writes into the file; gaps are FF. Empty if it writes nothing. */
  public static Optional<Bytes> of(String path, Node file) {
    if (file.member(FILL_FILE_CONTENT).isEmpty()) {
      return Optional.empty();
    }
    var content = new byte[size(path, file)];
    Arrays.fill(content, (byte) 0xFF);
    int at = 0;
    for (var part : file.members()) {
      if (part.tag() == FILL_FILE_CONTENT) {
        part.value().copyTo(content, at);
      }
      at += step(path, part);
    }
    return Optional.of(Bytes.wrap(content));
  }

  private static int size(String path, Node file) {
    int at = 0;
    int end = 0;
    for (var part : file.members()) {
      at += step(path, part);
      end = part.tag() == FILL_FILE_CONTENT ? at : end;
      if (at > MAX_SIZE) {
        throw new InvalidMessage("%s: file of more than %d octets".formatted(path, MAX_SIZE));
      }
    }
    return end;
  }

  /** Returns by how many octets a part moves on. */
  public static int step(String path, Node part) {
    return switch (part.tag()) {
      case FILL_FILE_OFFSET -> offset(path, part);
      case FILL_FILE_CONTENT -> part.value().size();
      default -> 0;
    };
  }

  private static int offset(String path, Node part) {
    int offset = part.integer(path + ".fillFileOffset");
    if (offset < 0 || offset >= MAX_SIZE) {
      throw new InvalidMessage("%s.fillFileOffset: %d (expected: UInt16)".formatted(path, offset));
    }
    return offset;
  }
}
