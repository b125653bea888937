package org.opensmdp.simulator.uicc;

import static org.opensmdp.rsp.Der.tlv;

import java.util.ArrayList;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;

/** The FCP template, what a card says of a selected file (ETSI TS 102 221 §11.1.1.3). */
final class FcpAnswer {
  private static final int TEMPLATE = 0x62;
  private static final int ACTIVATED = 0x05;
  private static final int DEACTIVATED = 0x04;
  private static final int DATA_CODING = 0x21;
  private static final int SFI_SHIFT = 3;

  /** UICC characteristics: no clock stop restriction, 3 V and 1.8 V. */
  private static final Bytes CHARACTERISTICS = tlv(0xA5, tlv(0x80, Bytes.of((byte) 0x71)));

  private FcpAnswer() {}

  static Bytes of(Directory directory) {
    return tlv(
        TEMPLATE,
        descriptor(FileKind.DF, Bytes.EMPTY),
        tlv(0x83, id(directory.aid().isPresent() ? CardFiles.CURRENT_ADF : directory.fileId())),
        Der.optional(0x84, directory.aid()),
        directory.parent().isEmpty() ? CHARACTERISTICS : Bytes.EMPTY,
        tlv(0x8A, Bytes.of((byte) ACTIVATED)),
        tlv(0x8B, directory.rule()),
        codes(directory),
        tlv(0x81, size(directory.size())));
  }

  /** The codes that are on, one bit each from the left, and the references. */
  private static Bytes codes(Directory directory) {
    var references = directory.codeReferences();
    var on = new byte[Math.max(1, (references.size() + 7) / 8)];
    var members = new ArrayList<Bytes>();
    for (int i = 0; i < references.size(); i++) {
      if (directory.code(references.at(i)).filter(Code::isEnabled).isPresent()) {
        on[i / 8] |= (byte) (0x80 >> (i % 8));
      }
      members.add(tlv(0x83, references.slice(i, i + 1)));
    }
    members.add(0, tlv(0x90, Bytes.wrap(on)));
    return tlv(0xC6, members.toArray(Bytes[]::new));
  }

  static Bytes of(ElementaryFile file, Directory home) {
    var records = file.recordSize() > 0
        ? Bytes.of((byte) (file.recordSize() >> 8), (byte) file.recordSize(), (byte) file.records())
        : Bytes.EMPTY;
    int sfi = file.sfi() << SFI_SHIFT;
    return tlv(
        TEMPLATE,
        descriptor(file.kind(), records),
        tlv(0x83, id(file.fileId())),
        tlv(0x8A, Bytes.of((byte) (file.isActivated() ? ACTIVATED : DEACTIVATED))),
        tlv(0x8B, file.rule()),
        tlv(0x80, size(file.content().size())),
        file.sfi() == 0 ? tlv(0x88) : tlv(0x88, Bytes.of((byte) sfi)));
  }

  private static Bytes descriptor(FileKind kind, Bytes records) {
    return tlv(0x82, Bytes.of((byte) kind.descriptor(), (byte) DATA_CODING), records);
  }

  private static Bytes id(int fileId) {
    return Bytes.of((byte) (fileId >> 8), (byte) fileId);
  }

  private static Bytes size(int octets) {
    return octets > 0xFFFF
        ? Bytes.of((byte) (octets >> 16), (byte) (octets >> 8), (byte) octets)
        : Bytes.of((byte) (octets >> 8), (byte) octets);
  }

  static Bytes aid(Directory directory) {
    return Der.optional(0x84, directory.application().flatMap(Directory::aid));
  }
}
