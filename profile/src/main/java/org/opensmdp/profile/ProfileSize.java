package org.opensmdp.profile;

import org.opensmdp.rsp.Bytes;

/**
 * How large a profile is.
 *
 * @param derOctets of the package
 * @param memoryOctets that it will take on a card; an estimate, for every card keeps its own books
 * @param segments of the package when it is bound: TLVs 86 of at most 1007 octets of data
 */
public record ProfileSize(int derOctets, int memoryOctets, int segments) {
  private static final int OF_A_FILE = 32;
  private static final int OF_AN_ELEMENT = 64;
  private static final int OF_THE_PROFILE = 1024;
  private static final int DATA_OF_A_SEGMENT = 1007;
  private static final int CREATE_FCP = 0x62;
  private static final int FILE_SIZE = 0x80;

  /** Measures a package: what it writes or reserves, and what a card keeps beside it. */
  public static ProfileSize of(ProfilePackage upp) {
    int der = upp.octets().size();
    int memory = OF_THE_PROFILE;
    for (var element : upp.located()) {
      memory += OF_AN_ELEMENT + memory(element);
    }
    return new ProfileSize(der, memory, (der + DATA_OF_A_SEGMENT - 1) / DATA_OF_A_SEGMENT);
  }

  private static int memory(Located element) {
    if (element.type().createsFiles()) {
      return FileOf.all(element).stream()
          .filter(FileOf::isCreated)
          .mapToInt(ProfileSize::memory)
          .sum();
    }
    return element.type() == ProfileElementType.GENERIC_FILE_MANAGEMENT
        ? created(element.node())
        : element.node().whole().size();
  }

  private static int memory(FileOf file) {
    int content = file.content().map(Bytes::size).orElse(0);
    return OF_A_FILE + Math.max(content, capped(file.size().orElse(0)));
  }

  private static int created(Node node) {
    if (node.tag() == CREATE_FCP) {
      int size = node.member(FILE_SIZE).map(it -> FileOf.unsigned(it.value())).orElse(0);
      return OF_A_FILE + capped(size);
    }
    return node.members().stream().mapToInt(ProfileSize::created).sum();
  }

  /** A size that no card has would overflow the sum. */
  private static int capped(int size) {
    return Math.min(size, 0xFF_FFFF);
  }
}
