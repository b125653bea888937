package org.opensmdp.rsp;

import java.util.Optional;

/**
 * Walks the members of a constructed TLV by position and hands out slices of the octets received.
 *
 * <p>Bouncy Castle's parser gives values, not slices, and encodes anew when asked for octets; SGP.22
 * signs octets. So the walk is here and Bouncy Castle reads the primitive values ({@link Der}).
 * Lengths are definite, 1 to 4 length octets; the long form of a short length is accepted, because
 * cards send it.
 */
public final class TlvReader {
  private final String path;
  private final Bytes octets;
  private int at;

  public TlvReader(String path, Bytes octets) {
    this.path = path;
    this.octets = octets;
  }

  public boolean hasNext() {
    return at < octets.size();
  }

  /** Returns the next tag without taking it, or 0 at the end. */
  public int peek() {
    return hasNext() ? tagAt(at).tag : 0;
  }

  /** Takes the next TLV whatever its tag. */
  public Tlv next() {
    if (!hasNext()) {
      throw new InvalidMessage(path + ": ends too early");
    }
    var tag = tagAt(at);
    var length = lengthAt(tag.end);
    var tlv = new Tlv(tag.tag, octets.slice(at, length.end), octets.slice(length.from, length.end));
    at = length.end;
    return tlv;
  }

  /** Takes the member {@code name}, which must be next and must have the tag {@code tag}. */
  public Tlv next(int tag, String name) {
    if (peek() != tag) {
      throw new InvalidMessage("%s.%s: %s (expected: tag %s)"
          .formatted(path, name, hasNext() ? "tag " + Tlv.hex(peek()) : "missing", Tlv.hex(tag)));
    }
    return next();
  }

  /** Takes the next TLV if it has the tag {@code tag}. */
  public Optional<Tlv> optional(int tag) {
    return peek() == tag ? Optional.of(next()) : Optional.empty();
  }

  /** Takes a primitive member and returns its value. */
  public Bytes value(int tag, String name) {
    return next(tag, name).value();
  }

  /** Takes a member and returns it whole, with tag and length, as received. */
  public Bytes whole(int tag, String name) {
    return next(tag, name).whole();
  }

  public String utf8(int tag, String name) {
    return Der.utf8Value(path(name), next(tag, name));
  }

  public int integer(int tag, String name) {
    return Der.intValue(path(name), next(tag, name));
  }

  /** Takes a BIT STRING member and returns its value: the count of unused bits, then the bits. */
  public Bytes bits(int tag, String name) {
    return Der.bitsValue(path(name), next(tag, name));
  }

  /** Takes a constructed member and returns a reader of its own members. */
  public TlvReader enter(int tag, String name) {
    return next(tag, name).members(path(name));
  }

  /** Takes and drops what follows, each a well-formed TLV: additions of later versions. */
  public void skipRest() {
    while (hasNext()) {
      next();
    }
  }

  /** Refuses trailing octets. */
  public void end() {
    if (hasNext()) {
      throw new InvalidMessage("%s: %d octets too many".formatted(path, octets.size() - at));
    }
  }

  /** Returns the name of a member for a message: {@code EuiccSigned1.serverChallenge}. */
  public String path(String member) {
    return path + "." + member;
  }

  private record Tag(int tag, int end) {}

  private record Length(int from, int end) {}

  private Tag tagAt(int start) {
    int first = octet(start);
    if ((first & 0x1F) != 0x1F) {
      return new Tag(first, start + 1);
    }
    int tag = first;
    int i = start + 1;
    do {
      if (i - start > 3) {
        throw new InvalidMessage(path + ": tag of more than 4 octets");
      }
      tag = (tag << 8) | octet(i);
    } while ((octet(i++) & 0x80) != 0);
    return new Tag(tag, i);
  }

  private Length lengthAt(int start) {
    int first = octet(start);
    if (first < 0x80) {
      return checked(start + 1, first);
    }
    int count = first & 0x7F;
    if (count == 0 || count > 4) {
      throw new InvalidMessage(path + ": length octet " + Tlv.hex(first));
    }
    long length = 0;
    for (int i = 1; i <= count; i++) {
      length = (length << 8) | octet(start + i);
    }
    return checked(start + 1 + count, length);
  }

  private Length checked(int from, long length) {
    if (length > octets.size() - from) {
      throw new InvalidMessage("%s: length %d, %d octets there"
          .formatted(path, length, Math.max(0, octets.size() - from)));
    }
    return new Length(from, from + (int) length);
  }

  private int octet(int index) {
    if (index >= octets.size()) {
      throw new InvalidMessage(path + ": ends too early");
    }
    return octets.at(index);
  }
}
