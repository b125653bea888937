package org.opensmdp.profile;

import static org.opensmdp.rsp.Der.tlv;

import java.util.ArrayList;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;

/** An element genericFileManagement of a wished size: files under the MF that nobody reads. */
final class FillerFiles {
  private static final int LEAST = 400;
  private static final int MOST = 60_000;
  private static final int FILE_OCTETS = 1_000;
  private static final int FILE_WITH_OVERHEAD = 1_100;
  private static final int FIRST_FILE_ID = 0x2F50;

  /** Away from the numbers the template gives its other elements. */
  private static final int IDENTIFICATION = 0x100;

  private FillerFiles() {}

  /** Returns an element of exactly {@code size} octets. */
  static Bytes element(int size) {
    if (size < LEAST || size > MOST) {
      throw new IllegalArgumentException(
          "%d octets to fill (expected: %d to %d)".formatted(size, LEAST, MOST));
    }
    int files = Math.max(1, size / FILE_WITH_OVERHEAD);
    int overhead = element(files, size).size() - size;
    // No length changes its own size between the two: all are two octets in these bounds.
    return element(files, size - overhead);
  }

  private static Bytes element(int files, int content) {
    var commands = new ArrayList<Bytes>();
    commands.add(tlv(0x80));
    for (int i = 0; i < files; i++) {
      int size = i < files - 1 ? FILE_OCTETS : content - (files - 1) * FILE_OCTETS;
      commands.add(descriptor(FIRST_FILE_ID + i, size));
      commands.add(tlv(0x81, content(size)));
    }
    return tlv(
        0xA1,
        tlv(0xA0, tlv(0x80), Der.integer(0x81, IDENTIFICATION)),
        tlv(0xA1, Der.sequence(commands.toArray(Bytes[]::new))));
  }

  private static Bytes descriptor(int fileId, int size) {
    return tlv(
        0x62,
        tlv(0x82, Bytes.of((byte) 0x41, (byte) 0x21)),
        tlv(0x83, Bytes.of((byte) (fileId >>> 8), (byte) fileId)),
        AccessRules.PUBLIC.inMf(),
        BundledTemplate.size(size),
        tlv(0x88));
  }

  private static Bytes content(int size) {
    var content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (i * 31 + i / 7);
    }
    return Bytes.wrap(content);
  }
}
