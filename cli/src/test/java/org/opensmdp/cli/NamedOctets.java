package org.opensmdp.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;

/** Octets that differ from run to run, by the names a transcript gives them. */
final class NamedOctets {
  private static final Pattern TOKEN =
      Pattern.compile("\\{(\\w+)}|([0-9A-F]{2,4})\\(|(\\))|([0-9A-F]{2})|(\\S+)");
  private static final Pattern NOTED = Pattern.compile("\\{\\?(\\w+)(?::(\\d+|BF37))?}");

  private final Map<String, Bytes> values = new LinkedHashMap<>();

  void put(String name, Bytes value) {
    values.put(name, value);
  }

  Bytes get(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new AssertionError("nothing is called " + name);
    }
    return value;
  }

  /** Returns what is written, names replaced and lengths worked out. */
  Bytes octets(String written) {
    Deque<Integer> tags = new ArrayDeque<>();
    Deque<Bytes> open = new ArrayDeque<>(List.of(Bytes.EMPTY));
    var tokens = TOKEN.matcher(written);
    while (tokens.find()) {
      if (tokens.group(2) != null) {
        tags.push(Integer.parseInt(tokens.group(2), 16));
        open.push(Bytes.EMPTY);
      } else if (tokens.group(3) != null) {
        var value = open.pop();
        append(open, Der.tlv(tags.pop(), value));
      } else {
        append(open, simple(tokens));
      }
    }
    return open.getFirst();
  }

  private static void append(Deque<Bytes> open, Bytes octets) {
    open.push(Bytes.concat(open.pop(), octets));
  }

  private Bytes simple(Matcher token) {
    if (token.group(1) != null) {
      return get(token.group(1));
    }
    if (token.group(5) != null) {
      throw new AssertionError("no octets: " + token.group(5));
    }
    return Bytes.fromHex(token.group(4));
  }

  /** Compares an answer with what is written, and notes what has a name to be noted by. */
  boolean matches(String written, Bytes answer) {
    var pattern = Pattern.compile(expression(written));
    var matcher = pattern.matcher(answer.toString());
    if (!matcher.matches()) {
      return false;
    }
    var names = NOTED.matcher(written);
    while (names.find()) {
      put(names.group(1), Bytes.fromHex(matcher.group(names.group(1))));
    }
    return true;
  }

  private String expression(String written) {
    var expression = new StringBuilder();
    for (var word : written.trim().split(" +")) {
      expression.append(word(word));
    }
    return expression.toString();
  }

  private String word(String word) {
    var noted = NOTED.matcher(word);
    if (noted.matches()) {
      return "(?<" + noted.group(1) + ">" + amount(noted.group(2)) + ")";
    }
    if (word.equals("..")) {
      return "(?:[0-9A-F]{2})*?";
    }
    return octets(word).toString();
  }

  /** So many octets, those that start with a tag, or all there are. */
  private static String amount(@org.jspecify.annotations.Nullable String amount) {
    if (amount == null) {
      return "(?:[0-9A-F]{2})+";
    }
    return amount.equals("BF37")
        ? "BF37(?:[0-9A-F]{2})+"
        : "[0-9A-F]{%d}".formatted(2 * Integer.parseInt(amount));
  }
}
