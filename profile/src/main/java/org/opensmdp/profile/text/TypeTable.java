package org.opensmdp.profile.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types of ProfileElement, read from the project's own table of them; tags are given here. */
final class TypeTable {
  private static final String RESOURCE = "profile-element.types";
  private static final Pattern MEMBER =
      Pattern.compile("([\\w-]+)(?:\\[([0-9A-F]+)])?(!)?(?::([\\w-]+(?:\\([\\d.]+\\))?))?(\\?)?");
  private static final Pattern SIMPLE =
      Pattern.compile("(OCTETS|UTF8|INTEGER|OID|NULL)(?:\\((\\d+)(?:\\.\\.(\\d+))?\\))?");
  private static final Type.Choice PROFILE_ELEMENT = load();

  private final Map<String, List<String>> lines = new LinkedHashMap<>();
  private final Map<String, Type> types = new HashMap<>();

  private TypeTable(String table) {
    table
        .replaceAll("\n +", " ")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> List.of(line.split(" +", -1)))
        .forEach(words -> lines.put(words.get(1), words));
  }

  /** Returns the type of all elements of a package. */
  static Type.Choice profileElement() {
    return PROFILE_ELEMENT;
  }

  private static Type.Choice load() {
    try (var in = TypeTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing beside its class");
      }
      var table = new TypeTable(new String(in.readAllBytes(), US_ASCII));
      return (Type.Choice) table.type("ProfileElement");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Type type(String name) {
    var simple = SIMPLE.matcher(name);
    if (simple.matches()) {
      return simple(simple);
    }
    var known = types.get(name);
    var type = known == null ? defined(name) : known;
    types.put(name, type);
    return type;
  }

  private static Type simple(Matcher simple) {
    boolean bounded = simple.group(2) != null;
    long least = bounded ? Long.parseLong(simple.group(2)) : 0;
    long most = simple.group(3) != null
        ? Long.parseLong(simple.group(3))
        : bounded ? least : Integer.MAX_VALUE;
    return switch (simple.group(1)) {
      case "OCTETS" -> new Type.Octets(least, most);
      case "UTF8" -> new Type.Utf8(least, most);
      case "INTEGER" -> new Type.Int(least, most, Map.of());
      case "OID" -> new Type.Oid();
      default -> new Type.Null();
    };
  }

  private Type defined(String name) {
    var words = lines.get(name);
    if (words == null) {
      throw new IllegalStateException(RESOURCE + ": no type " + name);
    }
    var parts = words.subList(2, words.size());
    return switch (words.get(0)) {
      case "sequence" -> new Type.Sequence(name, members(parts));
      case "list" -> new Type.ListOf(name, type(parts.get(0)));
      case "choice" -> new Type.Choice(name, members(parts));
      default -> new Type.Int(0, Integer.MAX_VALUE, numbers(parts));
    };
  }

  private static Map<String, Long> numbers(List<String> parts) {
    return parts.stream()
        .map(part -> part.split("=", 2))
        .collect(Collectors.toUnmodifiableMap(part -> part[0], part -> Long.valueOf(part[1])));
  }

  /** Tags are automatic in a type of which no member has one of its own (ITU-T X.680 §25.2). */
  private List<Type.Member> members(List<String> parts) {
    boolean automatic = parts.stream().noneMatch(part -> part.contains("["));
    var members = new ArrayList<Type.Member>();
    for (var part : parts) {
      var words = MEMBER.matcher(part);
      if (!words.matches()) {
        throw new IllegalStateException(RESOURCE + ": " + part);
      }
      var type = type(words.group(4) == null ? "File" : words.group(4));
      int tag = automatic
          ? contextTag(members.size(), type)
          : words.group(2) != null ? Integer.parseInt(words.group(2), 16) : type.universalTag();
      members.add(new Type.Member(
          words.group(1), tag, words.group(5) != null, words.group(3) != null, type));
    }
    return List.copyOf(members);
  }

  private static int contextTag(int number, Type type) {
    boolean constructed =
        type instanceof Type.Sequence || type instanceof Type.ListOf || type instanceof Type.Choice;
    int first = constructed ? 0xA0 : 0x80;
    return number < 0x1F ? first | number : ((first | 0x1F) << 8) | number;
  }
}
