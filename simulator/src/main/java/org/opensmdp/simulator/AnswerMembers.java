package org.opensmdp.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.TransactionId;

/** The members of a JSON object in an answer, each taken once; what is left over is too many. */
final class AnswerMembers {
  private final String path;
  private final ObjectNode members;

  AnswerMembers(String path, ObjectNode members) {
    this.path = path;
    this.members = members;
  }

  AnswerMembers object(String name) {
    var node = take(name).orElseThrow(() -> missing(name));
    if (node instanceof ObjectNode object) {
      return new AnswerMembers(path + "." + name, object);
    }
    throw new MalformedAnswer("%s.%s: not an object".formatted(path, name));
  }

  /** Takes an array of objects, each to be read to its end. */
  List<AnswerMembers> objects(String name) {
    if (!(take(name).orElseThrow(() -> missing(name)) instanceof ArrayNode array)) {
      throw new MalformedAnswer("%s.%s: not an array".formatted(path, name));
    }
    var found = new ArrayList<AnswerMembers>();
    for (var element : array) {
      if (!(element instanceof ObjectNode object)) {
        throw new MalformedAnswer("%s.%s: holds more than objects".formatted(path, name));
      }
      found.add(new AnswerMembers("%s.%s[%d]".formatted(path, name, found.size()), object));
    }
    return found;
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name) {
    return take(name).map(node -> {
      if (!node.isTextual()) {
        throw new MalformedAnswer("%s.%s: not a string".formatted(path, name));
      }
      return node.textValue();
    });
  }

  /** Takes a member that only has the shape of {@code pattern}. */
  String text(String name, String pattern) {
    String text = text(name);
    if (!text.matches(pattern)) {
      throw new MalformedAnswer("%s.%s: does not match %s".formatted(path, name, pattern));
    }
    return text;
  }

  /** Takes base64 with padding on one line (RFC 4648 §4) and reads what it holds. */
  <T> T base64(String name, Function<Bytes, T> reader) {
    String text = text(name);
    return read(name, () -> reader.apply(Bytes.wrap(Base64.getDecoder().decode(text))));
  }

  /** Takes the member transactionId: hex, upper case. */
  TransactionId transactionId() {
    return TransactionId.fromHex(text("transactionId", "([0-9A-F]{2}){1,16}"));
  }

  <T> T parsed(String name, Function<String, T> reader) {
    String text = text(name);
    return read(name, () -> reader.apply(text));
  }

  <T> Optional<T> optionallyParsed(String name, Function<String, T> reader) {
    return optionalText(name).map(text -> read(name, () -> reader.apply(text)));
  }

  private <T> T read(String name, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (InvalidMessage | IllegalArgumentException e) {
      throw new MalformedAnswer("%s.%s: %s".formatted(path, name, e.getMessage()), e);
    }
  }

  /** Refuses members nobody has asked for. */
  void end() {
    if (!members.isEmpty()) {
      String name = members.fieldNames().next();
      throw new MalformedAnswer("%s: member %s is not of this answer".formatted(path, name));
    }
  }

  private Optional<JsonNode> take(String name) {
    return Optional.ofNullable(members.remove(name));
  }

  private MalformedAnswer missing(String name) {
    return new MalformedAnswer("%s.%s: missing".formatted(path, name));
  }
}
