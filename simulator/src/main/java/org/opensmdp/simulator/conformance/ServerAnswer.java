package org.opensmdp.simulator.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.opensmdp.rsp.Bytes;

/**
 * An answer of a server on its way out, for a {@link Fault} to change.
 *
 * @param headers by their names as they are sent
 */
public record ServerAnswer(int status, Map<String, String> headers, Bytes body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public ServerAnswer {
    headers = Map.copyOf(headers);
  }

  public ServerAnswer status(int value) {
    return new ServerAnswer(value, headers, body);
  }

  public ServerAnswer body(Bytes value) {
    return new ServerAnswer(status, headers, value);
  }

  public ServerAnswer header(String name, String value) {
    var changed = new LinkedHashMap<>(headers);
    changed.keySet().removeIf(name::equalsIgnoreCase);
    changed.put(name, value);
    return new ServerAnswer(status, changed, body);
  }

  /** Returns the answer with its JSON object changed; one that is no JSON object stays as it is. */
  public ServerAnswer json(Consumer<ObjectNode> change) {
    try {
      if (!(JSON.readTree(body.toArray()) instanceof ObjectNode object)) {
        return this;
      }
      change.accept(object);
      return body(Bytes.wrap(JSON.writeValueAsBytes(object)));
    } catch (IOException e) {
      throw new UncheckedIOException("an answer that is no JSON", e);
    }
  }
}
