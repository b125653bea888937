package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A profile element with its place in the package.
 *
 * @param path type and position, {@code usim[7]}; starts every message about the element
 */
record Located(ProfileElementType type, String path, Node node) {

  static List<Located> all(List<Node> nodes) {
    var elements = new ArrayList<Located>();
    for (var node : nodes) {
      var type = ProfileElementType.of(node.tag());
      elements.add(new Located(type, type.asn1Name() + "[" + elements.size() + "]", node));
    }
    return List.copyOf(elements);
  }

  static List<Located> of(List<Located> elements, ProfileElementType type) {
    return elements.stream().filter(e -> e.type == type).toList();
  }

  /** Returns the file, if this element is of a type that has it and it is there. */
  Optional<Node> file(ElementaryFile file) {
    return file.tagIn(type).flatMap(node::member);
  }

  String path(ElementaryFile file) {
    return path + "." + file.asn1Name();
  }
}
