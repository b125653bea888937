package org.opensmdp.simulator.uicc;

import java.util.Arrays;
import org.opensmdp.profile.FileContent;
import org.opensmdp.profile.Node;
import org.opensmdp.rsp.Bytes;

/** What stands in a file at first: its pattern, and what the package writes over it. */
final class Contents {
  private Contents() {}

  /** Fills each record, or the whole file: one pattern once, its last octet repeated, or over and over. */
  static void fill(byte[] content, Fcp fcp) {
    Arrays.fill(content, (byte) 0xFF);
    boolean records = fcp.kind().filter(FileKind::hasRecords).isPresent();
    int unit = records && fcp.recordSize() > 0 ? fcp.recordSize() : content.length;
    for (int at = 0; at < content.length; at += unit) {
      int end = Math.min(at + unit, content.length);
      int start = at;
      fcp.repeat().ifPresent(pattern -> repeat(content, start, end, pattern));
      fcp.fill().ifPresent(pattern -> once(content, start, end, pattern));
    }
  }

  private static void repeat(byte[] content, int start, int end, Bytes pattern) {
    for (int i = start; i < end; i++) {
      content[i] = (byte) pattern.at((i - start) % pattern.size());
    }
  }

  private static void once(byte[] content, int start, int end, Bytes pattern) {
    for (int i = start; i < end; i++) {
      content[i] = (byte) pattern.at(Math.min(i - start, pattern.size() - 1));
    }
  }

  /** Writes the parts of a file of a template, each where the one before has ended. */
  static void write(byte[] content, Node file) {
    int at = 0;
    for (var part : file.members()) {
      if (part.tag() == FileContent.FILL_FILE_CONTENT
          && at + part.value().size() <= content.length) {
        part.value().copyTo(content, at);
      }
      at += FileContent.step("file", part);
    }
  }
}
