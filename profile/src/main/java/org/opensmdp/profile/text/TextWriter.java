package org.opensmdp.profile.text;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TlvReader;

/** Writes one element in value notation, driven by the types; secrets as holes, if they are not wanted. */
final class TextWriter {
  /** The hole of a secret that no subscriber's datum goes into. */
  static final String LEFT_OUT = "LEFT_OUT";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int OCTETS_A_LINE = 32;
  private static final Map<Integer, String> PINS = Map.of(1, "PIN1", 129, "PIN2", 10, "ADM1");
  private static final Map<Integer, String> PUKS = Map.of(1, "PUK1", 129, "PUK2");

  private final StringBuilder text = new StringBuilder();
  private final boolean blanks;
  private final Set<Bytes> subscriberKeys;
  private int depth;
  private int keyReference;

  /** @param subscriberKeys the dummies of Ki: a security domain's key that is one will be a subscriber's too */
  TextWriter(boolean blanks, Set<Bytes> subscriberKeys) {
    this.blanks = blanks;
    this.subscriberKeys = subscriberKeys;
  }

  /**
   * Returns the element as it stands behind {@code ::=}.
   *
   * @throws InvalidMessage if its octets are no value of its type
   */
  String write(Bytes element) {
    choice(TypeTable.profileElement(), new TlvReader("ProfileElement", element), false);
    return text.toString();
  }

  private void value(Type type, Tlv tlv, Type.Member member, boolean secret) {
    var reader = new TlvReader(member.name(), tlv.value());
    if (type instanceof Type.Sequence sequence) {
      block(() -> members(sequence, reader));
    } else if (type instanceof Type.ListOf list) {
      block(() -> list(list.element(), reader, member, secret));
    } else if (type instanceof Type.Choice choice) {
      choice(choice, reader, secret);
      reader.end();
    } else if (type instanceof Type.Int number) {
      number(number, member, tlv);
    } else if (type instanceof Type.Utf8) {
      text.append('"')
          .append(Der.utf8Value(member.name(), tlv).replace("\"", "\"\""))
          .append('"');
    } else if (type instanceof Type.Oid) {
      text.append("{ ")
          .append(Der.oidValue(member.name(), tlv).replace('.', ' '))
          .append(" }");
    } else if (type instanceof Type.Octets) {
      octets(member, tlv.value(), secret);
    } else {
      text.append("NULL");
    }
  }

  private void block(Runnable inside) {
    text.append('{');
    int start = text.length();
    depth++;
    inside.run();
    depth--;
    if (text.length() > start) {
      line();
    }
    text.append('}');
  }

  private void line() {
    text.append('\n').append("  ".repeat(depth));
  }

  private void item(boolean first) {
    if (!first) {
      text.append(',');
    }
    line();
  }

  private void members(Type.Sequence sequence, TlvReader reader) {
    boolean first = true;
    for (var member : sequence.members()) {
      if (reader.peek() == member.tag()) {
        item(first);
        first = false;
        text.append(member.name()).append(' ');
        value(member.type(), reader.next(), member, member.secret());
      }
    }
    reader.end();
  }

  private void list(Type element, TlvReader reader, Type.Member member, boolean secret) {
    boolean first = true;
    while (reader.hasNext()) {
      item(first);
      first = false;
      if (element instanceof Type.Choice choice) {
        choice(choice, reader, secret);
      } else {
        value(element, reader.next(element.universalTag(), member.name()), member, secret);
      }
    }
  }

  private void choice(Type.Choice choice, TlvReader reader, boolean secret) {
    var chosen = choice
        .alternative(reader.peek())
        .orElseThrow(() -> new InvalidMessage(choice.name() + ": no alternative of it"));
    text.append(chosen.name()).append(" : ");
    value(chosen.type(), reader.next(), chosen, secret || chosen.secret());
  }

  private void number(Type.Int type, Type.Member member, Tlv tlv) {
    int number = Der.intValue(member.name(), tlv);
    if (member.name().equals("keyReference")) {
      keyReference = number;
    }
    text.append(type.name(number).orElseGet(() -> Integer.toString(number)));
  }

  /** A file filled with one octet, but for the first, hides nothing. */
  private void octets(Type.Member member, Bytes octets, boolean secret) {
    var hole = hole(member.name(), octets);
    boolean filler = member.name().equals("fillFileContent") && isFiller(octets);
    if (blanks && secret && !filler) {
      text.append("'{").append(hole).append("}'H");
      return;
    }
    depth++;
    text.append('\'');
    for (int at = 0; at < octets.size(); at += OCTETS_A_LINE) {
      if (octets.size() > OCTETS_A_LINE) {
        line();
      }
      text.append(HEX.formatHex(
          octets.slice(at, Math.min(octets.size(), at + OCTETS_A_LINE)).toArray()));
    }
    text.append("'H");
    depth--;
  }

  private String hole(String member, Bytes octets) {
    var leftOut = LEFT_OUT + ":" + octets.size();
    return switch (member) {
      case "key" -> key(HoleName.KI, octets);
      case "opc" -> key(HoleName.OPC, octets);
      case "keyData" -> subscriberKeys.contains(octets) ? key(HoleName.OTA_KEY, octets) : leftOut;
      case "pinValue" -> PINS.getOrDefault(keyReference, leftOut);
      case "pukValue" -> PUKS.getOrDefault(keyReference, leftOut);
      default -> leftOut;
    };
  }

  private static String key(HoleName name, Bytes octets) {
    if (!name.fits(octets.size())) {
      return LEFT_OUT + ":" + octets.size();
    }
    return octets.size() == name.usualSize() ? name.name() : name + ":" + octets.size();
  }

  private static boolean isFiller(Bytes octets) {
    var rest = octets.slice(Math.min(1, octets.size()), octets.size()).toArray();
    var first = rest.length == 0 ? 0 : rest[0];
    return octets.size() > 1 && Arrays.equals(rest, filled(rest.length, first));
  }

  private static byte[] filled(int size, byte octet) {
    var octets = new byte[size];
    Arrays.fill(octets, octet);
    return octets;
  }
}
