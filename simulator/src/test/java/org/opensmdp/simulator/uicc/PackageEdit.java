package org.opensmdp.simulator.uicc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.opensmdp.profile.Node;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;

/**
 * Makes one fault in a package, all lengths right. A path is the name of an element, then tags in hex:
 * {@code usim/A3/83}; {@code #1} behind a part takes the second of its kind.
 */
public final class PackageEdit {
  private List<Bytes> elements;

  public PackageEdit(Bytes upp) {
    elements = Node.parse("package", upp).stream().map(Node::whole).toList();
  }

  public Bytes octets() {
    return Bytes.concat(elements.toArray(Bytes[]::new));
  }

  /** Gives a TLV another value. */
  public PackageEdit set(String path, String hex) {
    return edit(path, node -> List.of(Der.tlv(node.tag(), Bytes.fromHex(hex))));
  }

  /** Puts another TLV in its place. */
  public PackageEdit replace(String path, String hex) {
    return edit(path, node -> List.of(Bytes.fromHex(hex)));
  }

  public PackageEdit remove(String path) {
    return edit(path, node -> List.of());
  }

  public PackageEdit twice(String path) {
    return edit(path, node -> List.of(node.whole(), node.whole()));
  }

  /** Puts a TLV behind the members of the one at the path. */
  public PackageEdit add(String path, String hex) {
    return edit(path, node -> List.of(Der.tlv(node.tag(), node.value(), Bytes.fromHex(hex))));
  }

  /** Puts a TLV in front of the members of the one at the path. */
  public PackageEdit addFirst(String path, String hex) {
    return edit(path, node -> List.of(Der.tlv(node.tag(), Bytes.fromHex(hex), node.value())));
  }

  public PackageEdit before(String path, String hex) {
    return edit(path, node -> List.of(Bytes.fromHex(hex), node.whole()));
  }

  public PackageEdit after(String path, String hex) {
    return edit(path, node -> List.of(node.whole(), Bytes.fromHex(hex)));
  }

  /** Takes an element out and puts it before another. */
  public PackageEdit move(String from, String before) {
    var moved = new ArrayList<String>();
    edit(from, node -> {
      moved.add(node.whole().toString());
      return List.of();
    });
    return before(before, moved.get(0));
  }

  private PackageEdit edit(String path, Function<Node, List<Bytes>> change) {
    var parts = List.of(path.split("/", -1));
    elements = edited(Node.parse("package", octets()), parts, change);
    return this;
  }

  private static List<Bytes> edited(
      List<Node> nodes, List<String> parts, Function<Node, List<Bytes>> change) {
    var name = parts.get(0).split("#", 2);
    int skip = name.length > 1 ? Integer.parseInt(name[1]) : 0;
    var all = new ArrayList<Bytes>();
    boolean done = false;
    for (var node : nodes) {
      if (!done && is(name[0], node) && skip-- == 0) {
        done = true;
        all.addAll(parts.size() == 1 ? change.apply(node) : List.of(inside(node, parts, change)));
      } else {
        all.add(node.whole());
      }
    }
    if (!done) {
      throw new IllegalArgumentException("nothing at " + parts);
    }
    return all;
  }

  private static Bytes inside(Node node, List<String> parts, Function<Node, List<Bytes>> change) {
    var rest = parts.subList(1, parts.size());
    return Der.tlv(node.tag(), edited(node.members(), rest, change).toArray(Bytes[]::new));
  }

  private static boolean is(String name, Node node) {
    return ProfileElementType.of(node.tag()).asn1Name().equals(name)
        || Integer.toHexString(node.tag()).equalsIgnoreCase(name);
  }
}
