package org.opensmdp.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The members of a JSON object, each read as what it has to be. Null is the same as absent. Every
 * refusal is a 400 that names the member and what was expected, never what was found.
 */
public final class Members {
  private final JsonNode object;

  Members(JsonNode object) {
    this.object = object;
  }

  /** Refuses members of other names: a word that is misspelled would change nothing, unheard. */
  public Members only(Set<String> names) {
    object.fieldNames().forEachRemaining(name -> {
      if (!names.contains(name)) {
        throw AdminRefusal.unreadable("there is no member '%s' here (there are: %s)"
            .formatted(name, String.join(", ", new TreeSet<>(names))));
      }
    });
    return this;
  }

  public Optional<String> text(String name) {
    return member(name).map(node -> {
      require(node.isTextual(), name, "a string");
      return node.textValue();
    });
  }

  public String requiredText(String name) {
    return text(name).orElseThrow(() -> AdminRefusal.unreadable(name + " is missing"));
  }

  public <T> Optional<T> text(String name, Function<String, T> type) {
    return text(name).map(value -> AdminCall.read(name, value, type));
  }

  public <T> T requiredText(String name, Function<String, T> type) {
    return AdminCall.read(name, requiredText(name), type);
  }

  public Optional<Boolean> flag(String name) {
    return member(name).map(node -> {
      require(node.isBoolean(), name, "true or false");
      return node.booleanValue();
    });
  }

  public Optional<Integer> number(String name) {
    return member(name).map(node -> {
      require(node.isIntegralNumber() && node.canConvertToInt(), name, "a whole number");
      return node.intValue();
    });
  }

  public Optional<Double> decimal(String name) {
    return member(name).map(node -> {
      require(node.isNumber(), name, "a number");
      return node.doubleValue();
    });
  }

  /** Returns the texts of an array. */
  public Optional<List<String>> texts(String name) {
    return member(name).map(node -> {
      require(node.isArray(), name, "an array of strings");
      var texts = new ArrayList<String>();
      node.forEach(element -> {
        require(element.isTextual(), name, "an array of strings");
        texts.add(element.textValue());
      });
      return texts;
    });
  }

  public Optional<Members> object(String name) {
    return member(name).map(node -> {
      require(node.isObject(), name, "an object");
      return new Members(node);
    });
  }

  /** Returns the names of the members, in their order. */
  public List<String> names() {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Whether the member is a string. */
  public boolean isText(String name) {
    return object.path(name).isTextual();
  }

  /**
   * Returns the objects of an array.
   *
   * @throws AdminRefusal 400 if it is missing or something else
   */
  public List<Members> objects(String name) {
    var array = member(name)
        .filter(JsonNode::isArray)
        .orElseThrow(() -> AdminRefusal.unreadable(name + " is not an array of objects"));
    var objects = new ArrayList<Members>();
    array.forEach(element -> {
      require(element.isObject(), name, "an array of objects");
      objects.add(new Members(element));
    });
    return objects;
  }

  /** Whether the member is there, be it null. */
  public boolean has(String name) {
    return object.has(name);
  }

  private Optional<JsonNode> member(String name) {
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  private static void require(boolean holds, String name, String expected) {
    if (!holds) {
      throw AdminRefusal.unreadable(name + " is not " + expected);
    }
  }
}
