package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.TlvReader;

/**
 * One TLV of a profile package with all that is in it. Keeps the octets it was read from, so that what
 * nobody edits is encoded as it came, whatever length form the operator's tool used. Read by the side
 * that plays the card, too, element by element.
 *
 * @param at where the tag starts, counted from the first octet of the package
 */
public record Node(int tag, int at, Bytes whole, Bytes value, List<Node> members) {
  /** Real packages nest six deep; a bound keeps hostile ones off the stack. */
  private static final int MAX_DEPTH = 32;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /**
   * Reads a concatenation of TLVs down to the leaves.
   *
   * @throws InvalidMessage naming the path if it is none, or nested deeper than any package
   */
  public static List<Node> parse(String path, Bytes octets) {
    return parse(path, octets, 0, 1);
  }

  private static List<Node> parse(String path, Bytes octets, int offset, int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidMessage("%s: nested deeper than %d".formatted(path, MAX_DEPTH));
    }
    var nodes = new ArrayList<Node>();
    var reader = new TlvReader(path, octets);
    int at = offset;
    while (reader.hasNext()) {
      var tlv = reader.next();
      int valueAt = at + tlv.whole().size() - tlv.value().size();
      List<Node> members = isConstructed(tlv.tag())
          ? parse(named(path, tlv.tag(), depth, nodes.size()), tlv.value(), valueAt, depth + 1)
          : List.of();
      nodes.add(new Node(tlv.tag(), at, tlv.whole(), tlv.value(), members));
      at += tlv.whole().size();
    }
    return List.copyOf(nodes);
  }

  /** Concatenated by hand: this is done for every member of every package, faulty or not. */
  private static String named(String path, int tag, int depth, int position) {
    return depth == 1
        ? ProfileElementType.of(tag).asn1Name() + "[" + position + "]"
        : path + "." + HEX.toHexDigits(tag, tag > 0xFF ? 4 : 2);
  }

  /** A new leaf, not read from anywhere. */
  static Node leaf(int tag, Bytes value) {
    return new Node(tag, 0, Der.tlv(tag, value), value, List.of());
  }

  /** A new constructed TLV around {@code members}, its length minimal. */
  static Node around(int tag, List<Node> members) {
    var value = Bytes.concat(members.stream().map(Node::whole).toArray(Bytes[]::new));
    return new Node(tag, 0, Der.tlv(tag, value), value, List.copyOf(members));
  }

  /** Returns this TLV with other members; itself, and so its octets, if they are the same. */
  Node with(List<Node> others) {
    return others.equals(members) ? this : around(tag, others);
  }

  /** Returns where the value starts, counted as {@link #at}. */
  public int valueAt() {
    return at + whole.size() - value.size();
  }

  /** Returns the first member with this tag. */
  public Optional<Node> member(int wanted) {
    return members.stream().filter(m -> m.tag == wanted).findFirst();
  }

  /** Returns all members with this tag. */
  public List<Node> members(int wanted) {
    return members.stream().filter(m -> m.tag == wanted).toList();
  }

  Node required(String path, int wanted, String name) {
    return member(wanted)
        .orElseThrow(() ->
            new InvalidMessage("%s.%s: missing (expected: tag %X)".formatted(path, name, wanted)));
  }

  /**
   * Returns the value of an INTEGER of at most four octets.
   *
   * @throws InvalidMessage naming the path if it has none or more
   */
  public int integer(String path) {
    if (value.isEmpty() || value.size() > Integer.BYTES) {
      throw new InvalidMessage(
          "%s: INTEGER of %d octets (expected: 1 to 4)".formatted(path, value.size()));
    }
    int number = (byte) value.at(0);
    for (int i = 1; i < value.size(); i++) {
      number = number << 8 | value.at(i);
    }
    return number;
  }

  private static boolean isConstructed(int tag) {
    int first = tag;
    while (first > 0xFF) {
      first >>>= 8;
    }
    return (first & 0x20) != 0;
  }

  /** Names tag and size only: any leaf may be a key. */
  @Override
  public String toString() {
    return "Node[%X, %d octets]".formatted(tag, value.size());
  }
}
