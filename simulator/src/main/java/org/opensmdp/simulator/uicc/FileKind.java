package org.opensmdp.simulator.uicc;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** The kinds of files (ETSI TS 102 221 §8.2, §11.1.1.4.3). */
enum FileKind {
  MF(0x78, "MF"),
  ADF(0x78, "ADF"),
  DF(0x78, "DF"),
  TRANSPARENT(0x41, "TR"),
  LINEAR_FIXED(0x42, "LF"),
  CYCLIC(0x46, "CY"),
  BER_TLV(0x79, "BT");

  private static final int TYPE = 0x3F;
  private static final int STRUCTURE = 0x07;
  private static final int NO_INFORMATION = 0x38;

  private final int descriptor;
  private final String code;

  FileKind(int descriptor, String code) {
    this.descriptor = descriptor;
    this.code = code;
  }

  /** Reads the code of the table of templates. */
  static FileKind of(String code) {
    for (var kind : values()) {
      if (kind.code.equals(code)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("kind of file '" + code + "'");
  }

  /** Reads a file descriptor, 2 or 4 octets; empty if it says nothing that is known. */
  static Optional<FileKind> of(Bytes descriptor) {
    int type = descriptor.at(0) & TYPE;
    if (type == (DF.descriptor & TYPE) || type == (BER_TLV.descriptor & TYPE)) {
      return Optional.of(type == (DF.descriptor & TYPE) ? DF : BER_TLV);
    }
    return switch (type & NO_INFORMATION) {
      case 0, 0x08 ->
        switch (type & STRUCTURE) {
          case 1 -> Optional.of(TRANSPARENT);
          case 2 -> Optional.of(LINEAR_FIXED);
          case 6 -> Optional.of(CYCLIC);
          default -> Optional.empty();
        };
      default -> Optional.empty();
    };
  }

  /** Returns the first octet of the file descriptor, shareable. */
  int descriptor() {
    return descriptor;
  }

  boolean isDirectory() {
    return compareTo(DF) <= 0;
  }

  boolean hasRecords() {
    return this == LINEAR_FIXED || this == CYCLIC;
  }
}
