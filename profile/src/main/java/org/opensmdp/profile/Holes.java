package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.List;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.TlvReader;

/**
 * The named holes of a template, declared beside it. A profile is made of the template and a subscriber
 * who has a datum for each of them and no further one.
 *
 * @param all in the order of the manifest
 */
public record Holes(List<Hole> all) {
  /** A template whose places are found by their meaning alone. */
  public static final Holes NONE = new Holes(List.of());

  private static final int MOST = 200;

  public Holes {
    all = List.copyOf(all);
    if (all.size() > MOST) {
      throw new IllegalArgumentException("%d holes (expected: at most 200)".formatted(all.size()));
    }
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Returns the holes as octets, to be stored with the template. */
  public Bytes encode() {
    return Bytes.concat(all.stream().map(Holes::encode).toArray(Bytes[]::new));
  }

  private static Bytes encode(Hole hole) {
    return Der.sequence(
        Der.utf8(0x80, hole.name()),
        Der.utf8(0x81, hole.place()),
        Der.integer(0x82, hole.offset()),
        Der.integer(0x83, hole.length()),
        Der.utf8(0x84, hole.coding().code()),
        Der.utf8(0x85, hole.field()));
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws InvalidMessage if it is something else
   */
  public static Holes decode(Bytes encoded) {
    var holes = new ArrayList<Hole>();
    var reader = new TlvReader("Holes", encoded);
    try {
      while (reader.hasNext()) {
        holes.add(hole(new TlvReader("Hole", reader.next().value())));
      }
      return new Holes(holes);
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage("Holes: " + e.getMessage(), e);
    }
  }

  private static Hole hole(TlvReader reader) {
    return new Hole(
        Der.utf8Value("name", reader.next(0x80, "name")),
        Der.utf8Value("place", reader.next(0x81, "place")),
        Der.intValue("offset", reader.next(0x82, "offset")),
        Der.intValue("length", reader.next(0x83, "length")),
        Coding.of(Der.utf8Value("coding", reader.next(0x84, "coding"))),
        Der.utf8Value("field", reader.next(0x85, "field")));
  }
}
