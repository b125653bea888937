package org.opensmdp.profile;

/** Files of structure BER-TLV, which a card supports or not (ETSI TS 102 221 §11.1.1.4.3). */
final class BerTlvFiles {
  private static final int DESCRIPTOR = 0x82;
  private static final int CREATE_FCP = 0x62;
  private static final int STRUCTURE = 0x3F;
  private static final int BER_TLV = 0x39;

  private BerTlvFiles() {}

  /** Whether the element creates one, from a template or by genericFileManagement. */
  static boolean in(Located element) {
    boolean inTemplate = FileOf.all(element).stream()
        .flatMap(file -> file.inDescriptor(DESCRIPTOR).stream())
        .anyMatch(BerTlvFiles::isBerTlv);
    return inTemplate
        || (element.type() == ProfileElementType.GENERIC_FILE_MANAGEMENT
            && created(element.node()));
  }

  private static boolean created(Node node) {
    return node.tag() == CREATE_FCP
        ? node.member(DESCRIPTOR).filter(BerTlvFiles::isBerTlv).isPresent()
        : node.members().stream().anyMatch(BerTlvFiles::created);
  }

  private static boolean isBerTlv(Node descriptor) {
    return !descriptor.value().isEmpty() && (descriptor.value().at(0) & STRUCTURE) == BER_TLV;
  }
}
