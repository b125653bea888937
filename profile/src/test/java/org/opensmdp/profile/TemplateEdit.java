package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.opensmdp.rsp.Bytes;

/**
 * Edits a package as a tree, so that a fault is one step in words and all lengths come right. A path is
 * the name of an element and then tags in hex or names of files, {@code usim/ef-imsi/83}; {@code #1}
 * behind a part takes the second of its kind.
 */
final class TemplateEdit {
  private final List<Node> elements;

  private TemplateEdit(List<Node> elements) {
    this.elements = elements;
  }

  static TemplateEdit of(Bytes template) {
    return new TemplateEdit(new ArrayList<>(Node.parse("template", template)));
  }

  Bytes octets() {
    return Bytes.concat(elements.stream().map(Node::whole).toArray(Bytes[]::new));
  }

  /** Replaces the value of a leaf. */
  TemplateEdit set(String path, String hex) {
    return edit(path, node -> Node.leaf(node.tag(), Bytes.fromHex(hex)));
  }

  /** Gives a TLV another tag and keeps what is in it. */
  TemplateEdit retag(String path, int tag) {
    return edit(
        path,
        node -> node.members().isEmpty()
            ? Node.leaf(tag, node.value())
            : Node.around(tag, node.members()));
  }

  /** Puts a TLV behind the members of the one at the path. */
  TemplateEdit add(String path, Bytes tlv) {
    return edit(path, node -> {
      var members = new ArrayList<>(node.members());
      members.add(parsed(tlv));
      return Node.around(node.tag(), members);
    });
  }

  /** Puts a TLV in front of the members of the one at the path. */
  TemplateEdit addFirst(String path, Bytes tlv) {
    return edit(path, node -> {
      var members = new ArrayList<>(node.members());
      members.add(0, parsed(tlv));
      return Node.around(node.tag(), members);
    });
  }

  /** Takes out a TLV, or a whole element. */
  TemplateEdit remove(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      elements.remove(indexOf(path));
      return this;
    }
    return edit(path.substring(0, slash), node -> {
      var members = new ArrayList<>(node.members());
      var gone = find(node, typeOf(path), path.substring(slash + 1));
      members.remove(gone);
      return Node.around(node.tag(), members);
    });
  }

  /** Puts a copy of what is at the path behind it. */
  TemplateEdit repeat(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      int at = indexOf(path);
      elements.add(at + 1, elements.get(at));
      return this;
    }
    var parent = path.substring(0, slash);
    return add(parent, at(path).whole());
  }

  /** Moves an element to another place; counted with the element taken out. */
  TemplateEdit move(String element, int to) {
    elements.add(to, elements.remove(indexOf(element)));
    return this;
  }

  TemplateEdit insert(int at, Bytes element) {
    elements.add(at, parsed(element));
    return this;
  }

  /** Returns what is at the path. */
  Node at(String path) {
    var parts = path.split("/", -1);
    var node = elements.get(indexOf(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      node = find(node, typeOf(path), parts[i]);
    }
    return node;
  }

  TemplateEdit edit(String path, UnaryOperator<Node> change) {
    var parts = List.of(path.split("/", -1));
    int at = indexOf(parts.get(0));
    elements.set(
        at, edited(elements.get(at), typeOf(path), parts.subList(1, parts.size()), change));
    return this;
  }

  private static Node edited(
      Node node, ProfileElementType type, List<String> path, UnaryOperator<Node> change) {
    if (path.isEmpty()) {
      return change.apply(node);
    }
    var wanted = find(node, type, path.get(0));
    var members = node.members().stream()
        .map(member -> member.equals(wanted)
            ? edited(member, type, path.subList(1, path.size()), change)
            : member)
        .toList();
    return Node.around(node.tag(), members);
  }

  private static Node find(Node node, ProfileElementType type, String part) {
    int tag = FileTable.tag(type, name(part)).orElseGet(() -> Integer.parseInt(name(part), 16));
    return node.members(tag).get(number(part));
  }

  private ProfileElementType typeOf(String path) {
    return ProfileElementType.of(elements.get(indexOf(path.split("/", -1)[0])).tag());
  }

  private int indexOf(String part) {
    int left = number(part);
    for (int i = 0; i < elements.size(); i++) {
      var type = ProfileElementType.of(elements.get(i).tag());
      if (type.asn1Name().equals(name(part)) && left-- == 0) {
        return i;
      }
    }
    throw new AssertionError("no element " + part);
  }

  private static String name(String part) {
    return part.contains("#") ? part.substring(0, part.indexOf('#')) : part;
  }

  private static int number(String part) {
    return part.contains("#") ? Integer.parseInt(part.substring(part.indexOf('#') + 1)) : 0;
  }

  private static Node parsed(Bytes tlv) {
    return Node.parse("edit", tlv).get(0);
  }
}
