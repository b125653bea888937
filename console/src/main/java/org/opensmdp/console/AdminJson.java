package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** JSON of the admin API: trees in; maps, lists and records out. Instants and durations as ISO 8601. */
final class AdminJson {
  private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(32)
              .maxNameLength(256)
              .maxNumberLength(100)
              .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build())
      .addModule(new Jdk8Module())
      .addModule(new SimpleModule()
          .addSerializer(Instant.class, ToStringSerializer.instance)
          .addSerializer(Duration.class, ToStringSerializer.instance))
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
      .build();

  private AdminJson() {}

  /** Refuses what is not exactly one JSON object. */
  static JsonNode read(byte[] octets) {
    try {
      var tree = MAPPER.readTree(octets);
      if (tree.isObject()) {
        return tree;
      }
    } catch (IOException e) {
      // The message would quote the body.
    }
    throw AdminRefusal.unreadable("the body is not one JSON object");
  }

  /** As {@link #read}; an array alone is the same as an object with nothing but it, by this name. */
  static JsonNode readRows(byte[] octets, String name) {
    try {
      var tree = MAPPER.readTree(octets);
      if (tree.isArray()) {
        return MAPPER.createObjectNode().set(name, tree);
      }
    } catch (IOException e) {
      // The message would quote the body.
    }
    return read(octets);
  }

  /** Returns what of an order to import says how to read the columns, to be kept as text. */
  static byte[] plan(JsonNode body) {
    var plan = MAPPER.createObjectNode();
    for (var name : List.of("header", "mapping")) {
      if (body.has(name)) {
        plan.set(name, body.get(name));
      }
    }
    return write(plan);
  }

  static String text(byte[] json) {
    return new String(json, UTF_8);
  }

  static byte[] octets(String json) {
    return json.getBytes(UTF_8);
  }

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that is no JSON", e);
    }
  }
}
