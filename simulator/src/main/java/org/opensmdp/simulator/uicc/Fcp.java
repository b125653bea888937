package org.opensmdp.simulator.uicc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opensmdp.profile.Node;
import org.opensmdp.rsp.Bytes;

/**
 * The descriptor of a file to create, and its template where the descriptor is silent (TCA eUICC Profile
 * Package, Fcp).
 */
record Fcp(@Nullable Node node, @Nullable FileTemplate template) {
  private static final int SIZE = 0x80;
  private static final int DESCRIPTOR = 0x82;
  private static final int FILE_ID = 0x83;
  private static final int DF_NAME = 0x84;
  private static final int SFI = 0x88;
  private static final int STATE = 0x8A;
  private static final int RULE = 0x8B;
  private static final int PROPRIETARY = 0xA5;
  private static final int PINS = 0xC6;
  private static final int LINK = 0xC7;
  private static final int FILL = 0xC1;
  private static final int REPEAT = 0xC2;
  private static final int MF_RULES = 0x2F06;
  private static final int OTHER_RULES = 0x6F06;
  private static final int WITH_RECORD_SIZE = 4;
  private static final int SFI_SHIFT = 3;
  private static final int SFI_MASK = 0x1F;

  private Optional<Node> member(int tag) {
    return node == null ? Optional.empty() : node.member(tag);
  }

  private Optional<Bytes> value(int tag) {
    return member(tag).map(Node::value);
  }

  private Optional<FileTemplate> fromTemplate() {
    return Optional.ofNullable(template);
  }

  /** Empty if neither says it, or the descriptor says what is unknown. */
  Optional<FileKind> kind() {
    var told = value(DESCRIPTOR);
    if (told.isPresent() && (template == null || !template.kind().isDirectory())) {
      return told.filter(octets -> octets.size() >= 2).flatMap(FileKind::of);
    }
    return fromTemplate().map(FileTemplate::kind);
  }

  Optional<Integer> fileId() {
    return value(FILE_ID).map(Fcp::number).or(() -> fromTemplate().map(FileTemplate::fileId));
  }

  Optional<Bytes> dfName() {
    return value(DF_NAME);
  }

  /** Returns octets; 0 if only the content says it. */
  int size() {
    return value(SIZE)
        .map(Fcp::number)
        .or(() -> fromTemplate().map(one -> sizeOf(one, recordSize())))
        .orElse(0);
  }

  /** The template says how many records; how long they are may be the package's choice. */
  private static int sizeOf(FileTemplate template, int recordSize) {
    return template.recordSize() > 0 && recordSize > 0
        ? template.size() / template.recordSize() * recordSize
        : template.size();
  }

  int recordSize() {
    return value(DESCRIPTOR)
        .filter(octets -> octets.size() == WITH_RECORD_SIZE)
        .map(octets -> number(octets.slice(2, WITH_RECORD_SIZE)))
        .or(() -> fromTemplate().map(FileTemplate::recordSize))
        .orElse(0);
  }

  /** Returns the file identifier of EF.ARR and the number of the record in it. */
  Bytes rule(boolean underMf) {
    int home = underMf ? MF_RULES : OTHER_RULES;
    var told = value(RULE).filter(octets -> octets.size() == 1 || octets.size() == 3);
    if (told.isPresent() && told.get().size() == 3) {
      return told.get();
    }
    int record = told.map(octets -> octets.at(0))
        .or(() -> fromTemplate().map(FileTemplate::rule))
        .orElse(0);
    return Bytes.of((byte) (home >> 8), (byte) home, (byte) record);
  }

  /** Returns 0 if the file has none. Without a word a generic file has that of its identifier. */
  int sfi() {
    var told = value(SFI);
    if (told.isPresent()) {
      return told.get().isEmpty() ? 0 : told.get().at(0) >> SFI_SHIFT;
    }
    return fromTemplate()
        .map(FileTemplate::sfi)
        .or(() -> fileId().map(id -> id & SFI_MASK).filter(sfi -> sfi < SFI_MASK))
        .orElse(0);
  }

  /** Returns what the file is filled with at first, the last octet repeated to its end. */
  Optional<Bytes> fill() {
    var told = proprietary(FILL);
    boolean silent = told.isEmpty() && proprietary(REPEAT).isEmpty();
    return silent ? fromTemplate().map(FileTemplate::fill).filter(fill -> !fill.isEmpty()) : told;
  }

  /** Returns what is repeated to the end of the file. */
  Optional<Bytes> repeat() {
    return proprietary(REPEAT);
  }

  private Optional<Bytes> proprietary(int tag) {
    return member(PROPRIETARY)
        .flatMap(info -> info.member(tag))
        .map(Node::value)
        .filter(octets -> !octets.isEmpty());
  }

  /** Returns the references of the PINs of a directory, one octet each. */
  Optional<Node> pins() {
    return member(PINS);
  }

  /** Returns the path of the file this one is a name of. */
  Optional<Bytes> link() {
    return value(LINK).filter(path -> !path.isEmpty());
  }

  boolean isActivated() {
    return value(STATE).map(state -> state.isEmpty() || (state.at(0) & 1) == 1).orElse(true);
  }

  /** Refuses a descriptor whose members have sizes that the ASN.1 does not have. */
  void check() throws ElementFault {
    size(DESCRIPTOR, 2, 4);
    size(FILE_ID, 2, 2);
    size(DF_NAME, 5, 16);
    size(STATE, 1, 1);
    size(RULE, 1, 3);
    size(SIZE, 1, 4);
    size(SFI, 0, 1);
    size(LINK, 0, 8);
    var size = member(SIZE);
    if (size.isPresent()) {
      var octets = size.get().value();
      boolean minimal = octets.size() == 1 || octets.at(0) != 0;
      ElementFault.require(minimal, size.get(), ElementStatus.BAD_VALUES);
    }
    var descriptor = member(DESCRIPTOR);
    if (descriptor.isPresent()) {
      ElementFault.require(kind().isPresent(), descriptor.get(), ElementStatus.BAD_VALUES);
    }
    patterns();
  }

  private void size(int tag, int least, int most) throws ElementFault {
    var member = member(tag);
    if (member.isPresent()) {
      int size = member.get().value().size();
      ElementFault.require(size >= least && size <= most, member.get(), ElementStatus.BAD_VALUES);
    }
  }

  private void patterns() throws ElementFault {
    var info = member(PROPRIETARY);
    if (info.isPresent()) {
      boolean both =
          info.get().member(FILL).isPresent() && info.get().member(REPEAT).isPresent();
      ElementFault.require(!both, info.get(), ElementStatus.INVALID_REQUEST_FORMAT);
    }
  }

  private static int number(Bytes octets) {
    long number = 0;
    for (int i = 0; i < octets.size(); i++) {
      number = Math.min(number << 8 | octets.at(i), Integer.MAX_VALUE);
    }
    return (int) number;
  }
}
