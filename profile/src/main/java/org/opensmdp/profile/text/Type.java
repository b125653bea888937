package org.opensmdp.profile.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A type of the profile package's ASN.1, as far as reading and writing its values needs it. */
sealed interface Type {
  /** Returns the identifier octets of the type where no tag is put on it. */
  int universalTag();

  /** A type whose value stands in braces, each member under its name. */
  record Sequence(String name, List<Member> members) implements Type {
    @Override
    public int universalTag() {
      return 0x30;
    }
  }

  /** SEQUENCE OF. */
  record ListOf(String name, Type element) implements Type {
    @Override
    public int universalTag() {
      return 0x30;
    }
  }

  /** CHOICE; has no tag but those of its alternatives. */
  record Choice(String name, List<Member> alternatives) implements Type {
    @Override
    public int universalTag() {
      throw new IllegalStateException(name + " is a choice, which has no tag");
    }

    Optional<Member> alternative(String wanted) {
      return alternatives.stream().filter(each -> each.name().equals(wanted)).findFirst();
    }

    Optional<Member> alternative(int tag) {
      return alternatives.stream().filter(each -> each.tag() == tag).findFirst();
    }
  }

  /** OCTET STRING of so many octets. */
  record Octets(long least, long most) implements Type {
    @Override
    public int universalTag() {
      return 0x04;
    }
  }

  /** INTEGER in a range, some of its values with names. */
  record Int(long least, long most, Map<String, Long> names) implements Type {
    @Override
    public int universalTag() {
      return 0x02;
    }

    Optional<String> name(long value) {
      return names.entrySet().stream()
          .filter(entry -> entry.getValue() == value)
          .map(Map.Entry::getKey)
          .findFirst();
    }
  }

  /** UTF8String of so many octets. */
  record Utf8(long least, long most) implements Type {
    @Override
    public int universalTag() {
      return 0x0C;
    }
  }

  /** OBJECT IDENTIFIER. */
  record Oid() implements Type {
    @Override
    public int universalTag() {
      return 0x06;
    }
  }

  /** NULL. */
  record Null() implements Type {
    @Override
    public int universalTag() {
      return 0x05;
    }
  }

  /**
   * A member of a sequence, or an alternative of a choice.
   *
   * @param tag the identifier octets as one number
   * @param secret whether its octets may be a key or a code
   */
  record Member(String name, int tag, boolean optional, boolean secret, Type type) {}
}
