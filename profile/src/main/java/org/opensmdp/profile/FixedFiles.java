package org.opensmdp.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;

/**
 * Brings the files that hold a datum into one form: the descriptor, then one fillFileContent of the
 * file's fixed size. A datum then always has the same place, and personalising is writing over it.
 */
final class FixedFiles {
  static final Map<ElementaryFile, Integer> SIZES =
      Map.of(ElementaryFile.ICCID, 10, ElementaryFile.IMSI, 9, ElementaryFile.ACC, 2);

  static final Map<String, Integer> NAMED_SIZES =
      Map.of("ef-iccid", 10, "ef-imsi", 9, "ef-acc", 2, "ef-spn", 17);

  private static final int EF_FILE_SIZE = 0x80;

  private FixedFiles() {}

  /** Returns the package with these files in that form, and every other octet as it was. */
  static Bytes normalised(List<Located> elements) {
    return Bytes.concat(
        elements.stream().map(element -> normalised(element).whole()).toArray(Bytes[]::new));
  }

  private static Node normalised(Located element) {
    var node = element.node();
    for (var file : SIZES.keySet()) {
      var found = element.file(file);
      if (found.isPresent()) {
        node = replaced(node, found.get(), normalised(element, file, found.get()));
      }
    }
    return node;
  }

  private static Node replaced(Node element, Node file, Node normal) {
    return element.with(
        element.members().stream().map(m -> m.equals(file) ? normal : m).toList());
  }

  private static Node normalised(Located element, ElementaryFile file, Node node) {
    int size = SIZES.getOrDefault(file, 0);
    if (!isCreated(node) || slot(node, size).isPresent()) {
      return node;
    }
    checkSize(element.path(file), node, size);
    var filler = Node.leaf(FileContent.FILL_FILE_CONTENT, Bytes.wrap(new byte[size]));
    return node.with(
        Stream.concat(node.members().stream().filter(m -> !isContent(m)), Stream.of(filler))
            .toList());
  }

  /** Returns the one content of a file in that form. */
  static Optional<Node> slot(Node file, int size) {
    var content = file.members().stream().filter(FixedFiles::isContent).toList();
    return content.size() == 1
            && content.get(0).tag() == FileContent.FILL_FILE_CONTENT
            && content.get(0).value().size() == size
        ? Optional.of(content.get(0))
        : Optional.empty();
  }

  private static boolean isCreated(Node file) {
    return file.member(FileContent.DO_NOT_CREATE).isEmpty();
  }

  static boolean isContent(Node part) {
    return part.tag() == FileContent.FILL_FILE_OFFSET
        || part.tag() == FileContent.FILL_FILE_CONTENT;
  }

  private static void checkSize(String path, Node file, int size) {
    file.member(FileContent.FILE_DESCRIPTOR)
        .flatMap(descriptor -> descriptor.member(EF_FILE_SIZE))
        .filter(fileSize -> unsigned(fileSize.value()) < size)
        .ifPresent(fileSize -> {
          throw new TemplateException(
              "%s: the file is smaller than its content of %d octets; correct efFileSize"
                  .formatted(path, size));
        });
  }

  /** The size is octets, not INTEGER: 80 is 128. */
  private static long unsigned(Bytes size) {
    long number = 0;
    for (int i = 0; i < size.size(); i++) {
      number = Math.min(number << 8 | size.at(i), Integer.MAX_VALUE);
    }
    return number;
  }
}
