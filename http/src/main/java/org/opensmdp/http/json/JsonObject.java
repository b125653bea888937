package org.opensmdp.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.http.Request;

/**
 * The wanted members of a JSON object: texts, truth values and objects of the same kind. Other
 * members are skipped without being kept, so a body costs no more memory than what was asked for.
 * Null is the same as absent. A wanted member that comes twice makes the whole no JSON: two readers
 * could take different ones.
 */
public final class JsonObject {
  /** Stands for a value of a kind that nobody asks for: a number, an array. */
  private static final Object OTHER = new Object();

  private final Map<String, Object> members = new HashMap<>();

  private JsonObject() {}

  /**
   * Reads the body of a request. A missing content type is forgiven, its charset plays no part.
   *
   * @throws NotJson if the content type is another, or as {@link #read} does
   */
  public static JsonObject bodyOf(Request request, Set<String> wanted) {
    if (!request.header("Content-Type").map(JsonObject::isJson).orElse(true)) {
      throw new NotJson(415, "the content type is not JSON");
    }
    return read(request.body(), wanted);
  }

  /**
   * Reads exactly one object.
   *
   * @param wanted the names to keep, in this object and in wanted objects inside it
   * @throws NotJson if the octets are anything else
   */
  public static JsonObject read(byte[] octets, Set<String> wanted) {
    try (JsonParser parser = Json.FACTORY.createParser(octets)) {
      return readAll(parser, wanted);
    } catch (IOException e) {
      throw new NotJson(400, "the body is not JSON");
    }
  }

  private static JsonObject readAll(JsonParser parser, Set<String> wanted) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new NotJson(400, "the body is not a JSON object");
    }
    var object = readMembers(parser, wanted);
    if (parser.nextToken() != null) {
      throw new NotJson(400, "something follows the JSON object");
    }
    return object;
  }

  private static JsonObject readMembers(JsonParser parser, Set<String> wanted) throws IOException {
    var object = new JsonObject();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      var token = parser.nextToken();
      if (!wanted.contains(name)) {
        parser.skipChildren();
      } else if (object.members.putIfAbsent(name, value(parser, token, wanted)) != null) {
        throw new NotJson(400, name + " comes twice");
      }
    }
    return object;
  }

  private static Object value(JsonParser parser, JsonToken token, Set<String> wanted)
      throws IOException {
    return switch (token) {
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Optional.empty();
      case START_OBJECT -> readMembers(parser, wanted);
      default -> {
        parser.skipChildren();
        yield OTHER;
      }
    };
  }

  private static boolean isJson(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    String plain = type.strip().toLowerCase(Locale.ROOT);
    return plain.isEmpty() || plain.endsWith("/json") || plain.endsWith("+json");
  }

  /**
   * Returns a string.
   *
   * @throws WrongMember if it is there and no string
   */
  public Optional<String> text(String name) {
    return member(name, String.class, "a string");
  }

  /**
   * Returns a truth value.
   *
   * @throws WrongMember if it is there and neither true nor false
   */
  public Optional<Boolean> flag(String name) {
    return member(name, Boolean.class, "true or false");
  }

  /**
   * Returns an object inside.
   *
   * @throws WrongMember if it is there and no object
   */
  public Optional<JsonObject> object(String name) {
    return member(name, JsonObject.class, "an object");
  }

  /**
   * Returns a string.
   *
   * @throws WrongMember if it is missing or no string
   */
  public String requiredText(String name) {
    return text(name).orElseThrow(() -> WrongMember.missing(name));
  }

  /**
   * Returns a truth value.
   *
   * @throws WrongMember if it is missing or neither true nor false
   */
  public boolean requiredFlag(String name) {
    return flag(name).orElseThrow(() -> WrongMember.missing(name));
  }

  private <T> Optional<T> member(String name, Class<T> kind, String expected) {
    Object value = members.getOrDefault(name, Optional.empty());
    if (kind.isInstance(value)) {
      return Optional.of(kind.cast(value));
    }
    if (value.equals(Optional.empty())) {
      return Optional.empty();
    }
    throw WrongMember.isNot(expected, name);
  }

  /** The names only: values may be codes and keys. */
  @Override
  public String toString() {
    return "JsonObject" + members.keySet();
  }
}
