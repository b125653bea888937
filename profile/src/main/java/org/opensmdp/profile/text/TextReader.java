package org.opensmdp.profile.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.opensmdp.profile.text.Token.Kind;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TlvReader;

/** Reads value notation into DER, driven by the types. As deep as the types are, no deeper. */
final class TextReader {
  private static final String TYPE = "ProfileElement";

  private final Tokens tokens;
  private final List<Bytes> elements = new ArrayList<>();
  private final List<Hole> holes = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();
  private int keyReference;

  TextReader(String text) {
    this.tokens = new Tokens(text);
  }

  TextForm.Template read() {
    do {
      assignment();
    } while (tokens.peek().kind() != Kind.END);
    needs(HoleName.OTA_KEY, HoleName.KI);
    needs(HoleName.IMSI_TEXT, HoleName.IMSI);
    return new TextForm.Template(Bytes.concat(elements.toArray(Bytes[]::new)), holes);
  }

  /** Personalisation knows the one by the dummy of the other. */
  private void needs(HoleName name, HoleName other) {
    boolean sized = name == HoleName.OTA_KEY; // the same dummy, if it is as long
    holes.stream()
        .filter(hole -> hole.name() == name)
        .filter(hole -> holes.stream()
            .noneMatch(
                there -> there.name() == other && (!sized || there.octets() == hole.octets())))
        .findFirst()
        .ifPresent(hole -> {
          throw tokens
              .peek()
              .refused("a hole %s in %s and no hole %s%s"
                  .formatted(name, hole.path(), other, sized ? " of as many octets" : ""));
        });
  }

  /** {@code name ProfileElement ::= value}. */
  private void assignment() {
    tokens.next(Kind.NAME, "a name, ProfileElement and ::=");
    var type = tokens.next(Kind.NAME, TYPE);
    if (!type.text().equals(TYPE)) {
      throw type.unexpected(TYPE);
    }
    tokens.next("::=");
    elements.add(
        tokens.peek().kind() == Kind.OCTETS ? raw() : choice(TypeTable.profileElement(), true));
  }

  /** An element of another version, octet for octet. */
  private Bytes raw() {
    var token = tokens.next();
    var octets = OctetsText.read(token, false);
    if (!octets.holes().isEmpty()) {
      throw token.refused("a hole in an element of octets (expected: its members by name)");
    }
    try {
      return Tlv.parse(TYPE, tag(octets.octets()), octets.octets()).whole();
    } catch (InvalidMessage e) {
      throw token.refused("octets that are not one element");
    }
  }

  private static int tag(Bytes octets) {
    return new TlvReader(TYPE, octets).peek();
  }

  private Bytes value(Type type, int tag) {
    if (type instanceof Type.Sequence sequence) {
      return Der.tlv(tag, members(sequence));
    } else if (type instanceof Type.ListOf list) {
      return Der.tlv(tag, list(list.element()));
    } else if (type instanceof Type.Choice choice) {
      return Der.tlv(tag, choice(choice, false));
    } else if (type instanceof Type.Octets octets) {
      return Der.tlv(tag, octets(octets));
    } else if (type instanceof Type.Int number) {
      return Der.integer(tag, number(number));
    } else if (type instanceof Type.Utf8 text) {
      return Der.tlv(tag, text(text));
    } else if (type instanceof Type.Oid) {
      return Der.tlv(tag, oid());
    }
    return nothing(tag);
  }

  private Bytes[] members(Type.Sequence sequence) {
    tokens.next("{");
    var read = new ArrayList<Bytes>();
    for (var member : sequence.members()) {
      if (tokens.peek().kind() == Kind.NAME && tokens.peek().text().equals(member.name())) {
        tokens.next();
        read.add(inside(member.name(), member));
        endOfMember();
      } else if (!member.optional()) {
        throw tokens.peek().unexpected(member.name() + " of " + sequence.name());
      }
    }
    if (!tokens.peek().is("}")) {
      throw tokens
          .peek()
          .unexpected("the end of " + sequence.name() + ", or one of its members in their order");
    }
    tokens.next();
    return read.toArray(Bytes[]::new);
  }

  private void endOfMember() {
    if (tokens.skip(",")) {
      if (tokens.peek().is("}")) {
        throw tokens.peek().unexpected("a member behind the comma");
      }
    } else if (!tokens.peek().is("}")) {
      throw tokens.peek().unexpected("',' or '}'");
    }
  }

  private Bytes inside(String step, Type.Member member) {
    path.addLast(step);
    var read = value(member.type(), member.tag());
    path.removeLast();
    return read;
  }

  private Bytes[] list(Type element) {
    tokens.next("{");
    var read = new ArrayList<Bytes>();
    while (!tokens.peek().is("}")) {
      read.add(
          element instanceof Type.Choice choice
              ? choice(choice, false)
              : value(element, element.universalTag()));
      endOfMember();
    }
    tokens.next("}");
    return read.toArray(Bytes[]::new);
  }

  private Bytes choice(Type.Choice choice, boolean element) {
    var name = tokens.next(Kind.NAME, "the name of an alternative of " + choice.name());
    var chosen = choice.alternative(name.text()).orElseThrow(() -> name.unexpected(names(choice)));
    tokens.next(":");
    return inside(
        element ? "%s[%d]".formatted(chosen.name(), elements.size()) : chosen.name(), chosen);
  }

  private static String names(Type.Choice choice) {
    return choice.alternatives().stream()
        .map(Type.Member::name)
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  private Bytes octets(Type.Octets type) {
    var token = tokens.next(Kind.OCTETS, "octets, as in '00FF'H");
    boolean inHeader = path.getFirst().startsWith("header[");
    var read = OctetsText.read(token, inHeader);
    sized(token, read.octets().size(), type.least(), type.most());
    read.holes().forEach(hole -> hole(token, hole));
    return read.octets();
  }

  private void hole(Token token, OctetsText.Found found) {
    var where = String.join(".", path);
    if (!found.name().belongsTo(where, keyReference)) {
      throw token.refused("a hole %s in %s (expected: in '%s')"
          .formatted(found.name(), where, found.name().place()));
    }
    holes.add(new Hole(found.name(), elements.size(), where, found.octets()));
  }

  private static void sized(Token token, int octets, long least, long most) {
    if (octets < least || octets > most) {
      throw token.refused("%d octets (expected: %s)"
          .formatted(octets, least == most ? least : least + " to " + most));
    }
  }

  private long number(Type.Int type) {
    long number = numberOrName(type);
    if (path.getLast().equals("keyReference")) {
      keyReference = (int) number;
    }
    return number;
  }

  private long numberOrName(Type.Int type) {
    var token = tokens.peek();
    var named = type.names().get(token.text());
    if (token.kind() == Kind.NAME && named != null) {
      tokens.next();
      return named;
    }
    tokens.next(
        Kind.NUMBER,
        type.names().isEmpty()
            ? "a number"
            : "a number, or one of " + type.names().keySet());
    return number(token, type.least(), type.most());
  }

  /** Ten digits hold every number of the types. */
  private static long number(Token token, long least, long most) {
    long number = token.text().length() > 10 ? Long.MAX_VALUE : Long.parseLong(token.text());
    if (number < least || number > most) {
      throw token.unexpected(least + " to " + most);
    }
    return number;
  }

  private Bytes text(Type.Utf8 type) {
    var token = tokens.next(Kind.TEXT, "a text, as in \"text\"");
    if (!UTF_8.newEncoder().canEncode(token.text())) {
      throw token.refused("a text with half a character");
    }
    var octets = Bytes.wrap(token.text().getBytes(UTF_8));
    sized(token, octets.size(), type.least(), type.most());
    return octets;
  }

  /** Arcs are numbers, or names with a number behind them in parentheses. */
  private Bytes oid() {
    var start = tokens.next("{");
    var arcs = new ArrayList<String>();
    while (!tokens.peek().is("}")) {
      boolean named = tokens.peek().kind() == Kind.NAME;
      if (named) {
        tokens.next();
        tokens.next("(");
      }
      arcs.add(tokens.next(Kind.NUMBER, "an arc of an OBJECT IDENTIFIER").text());
      if (named) {
        tokens.next(")");
      }
    }
    tokens.next("}");
    try {
      return Der.oidContent(String.join(".", arcs));
    } catch (IllegalArgumentException e) {
      throw start.refused("arcs that are no OBJECT IDENTIFIER");
    }
  }

  private Bytes nothing(int tag) {
    var token = tokens.next(Kind.NAME, "NULL");
    if (!token.text().equals("NULL")) {
      throw token.unexpected("NULL");
    }
    return Der.tlv(tag);
  }
}
