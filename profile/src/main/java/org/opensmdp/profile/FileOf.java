package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/**
 * A file of an element that creates files from a template.
 *
 * @param name in the ASN.1 module; the tag in hex where the table knows none
 */
record FileOf(Located element, String name, Node node) {
  private static final int FIRST_FILE = 0xA2;
  private static final int FILE_SIZE = 0x80;
  private static final int DESCRIPTOR = 0x82;
  private static final int FILE_ID = 0x83;
  private static final int STRUCTURE = 0x07;
  private static final int RECORD_AT = 2;
  private static final int RECORD_SIZE_OCTETS = 2;

  /** Returns the files of an element in their order; none of elements that create none. */
  static List<FileOf> all(Located element) {
    var files = new ArrayList<FileOf>();
    if (element.type().createsFiles()) {
      for (var member : element.node().members()) {
        if (member.tag() >= FIRST_FILE) {
          var name = FileTable.name(element.type(), member.tag());
          files.add(new FileOf(element, name.orElse("%X".formatted(member.tag())), member));
        }
      }
    }
    return files;
  }

  static Optional<FileOf> named(Located element, String name) {
    return FileTable.tag(element.type(), name)
        .flatMap(tag -> element.node().member(tag))
        .map(node -> new FileOf(element, name, node));
  }

  String path() {
    return element.path() + "." + name;
  }

  boolean isKnown() {
    return FileTable.name(element.type(), node.tag()).isPresent();
  }

  boolean isDirectory() {
    return name.startsWith("df-") || name.startsWith("adf-") || name.equals("mf");
  }

  boolean isCreated() {
    return node.member(FileContent.DO_NOT_CREATE).isEmpty();
  }

  Optional<Node> descriptor() {
    return node.member(FileContent.FILE_DESCRIPTOR);
  }

  Optional<Node> inDescriptor(int tag) {
    return descriptor().flatMap(descriptor -> descriptor.member(tag));
  }

  /** Returns efFileSize. */
  Optional<Node> sizeNode() {
    return inDescriptor(FILE_SIZE);
  }

  Optional<Integer> size() {
    return sizeNode().map(size -> unsigned(size.value()));
  }

  Optional<Bytes> fileId() {
    return inDescriptor(FILE_ID).map(Node::value);
  }

  /** Returns the octets of a record; empty of a transparent file, and where the template says it. */
  Optional<Integer> recordSize() {
    return inDescriptor(DESCRIPTOR)
        .map(Node::value)
        .filter(value -> value.size() >= RECORD_AT + RECORD_SIZE_OCTETS)
        .filter(value -> (value.at(0) & STRUCTURE) != 1)
        .map(value -> value.at(RECORD_AT) << 8 | value.at(RECORD_AT + 1))
        .filter(size -> size > 0);
  }

  /** Returns what the package writes into the file. */
  Optional<Bytes> content() {
    return FileContent.of(path(), node);
  }

  int contentAt() {
    return node.member(FileContent.FILL_FILE_CONTENT).map(Node::valueAt).orElse(node.at());
  }

  /** The size is octets, not INTEGER: 80 is 128. */
  static int unsigned(Bytes octets) {
    long number = 0;
    for (int i = 0; i < octets.size(); i++) {
      number = Math.min(number << 8 | octets.at(i), Integer.MAX_VALUE);
    }
    return (int) number;
  }
}
