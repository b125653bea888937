package org.opensmdp.profile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;

/**
 * Brings the files that holes are in into one form: the descriptor, then one fillFileContent that
 * reaches to the end of the last hole. What is around the holes stays as template and descriptor say.
 */
final class HoleFiles {
  private static final int PROPRIETARY = 0xA5;
  private static final int FILL_PATTERN = 0xC1;
  private static final int REPEAT_PATTERN = 0xC2;

  private HoleFiles() {}

  /** Returns the elements with these files in that form, and every other octet as it was. */
  static List<Located> normalised(List<Located> elements, Holes holes) {
    var sizes = new HashMap<Node, Integer>();
    for (var hole : holes.all()) {
      for (var file : HolePlaces.files(elements, hole)) {
        sizes.merge(file.node(), hole.offset() + hole.length(), Math::max);
      }
    }
    var nodes = elements.stream().map(element -> normalised(element, sizes).whole());
    return Located.all(Node.parse("ProfileTemplate", Bytes.concat(nodes.toArray(Bytes[]::new))));
  }

  private static Node normalised(Located element, Map<Node, Integer> sizes) {
    var files = FileOf.all(element);
    return element
        .node()
        .with(element.node().members().stream()
            .map(member -> files.stream()
                .filter(file -> file.node().equals(member) && sizes.containsKey(member))
                .findFirst()
                .map(file -> normalised(file, sizes.getOrDefault(member, 0)))
                .orElse(member))
            .toList());
  }

  private static Node normalised(FileOf file, int end) {
    var content = file.content().orElse(Bytes.EMPTY);
    int size = Math.max(content.size(), end);
    file.size().filter(most -> most < size).ifPresent(most -> {
      throw new TemplateException("%s: a hole reaches to octet %d, the file has %d; correct one"
          .formatted(file.path(), size, most));
    });
    if (FixedFiles.slot(file.node(), size).isPresent()) {
      return file.node();
    }
    var filler = Node.leaf(FileContent.FILL_FILE_CONTENT, initial(file, content, size));
    return file.node()
        .with(Stream.concat(
                file.node().members().stream().filter(part -> !FixedFiles.isContent(part)),
                Stream.of(filler))
            .toList());
  }

  private static Bytes initial(FileOf file, Bytes content, int size) {
    var octets = new byte[size];
    Arrays.fill(octets, (byte) 0xFF);
    var info = file.inDescriptor(PROPRIETARY);
    info.flatMap(it -> it.member(FILL_PATTERN)).ifPresent(it -> fill(octets, it.value(), false));
    info.flatMap(it -> it.member(REPEAT_PATTERN)).ifPresent(it -> fill(octets, it.value(), true));
    content.copyTo(octets, 0);
    return Bytes.wrap(octets);
  }

  /** A fill pattern is written once and its last octet repeated (ETSI TS 102 222 §6.3.2.2). */
  private static void fill(byte[] octets, Bytes pattern, boolean repeated) {
    for (int i = 0; i < octets.length && !pattern.isEmpty(); i++) {
      int at = repeated ? i % pattern.size() : Math.min(i, pattern.size() - 1);
      octets[i] = (byte) pattern.at(at);
    }
  }
}
