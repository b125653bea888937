package org.opensmdp.simulator.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads YAML into records, keys in kebab-case: a key that is unknown, missing, wrong or there twice is
 * named with its line. Any thread.
 */
public final class StrictYaml {
  private static final Pattern OWN_KEY = Pattern.compile("^([a-z][a-z0-9-]*): ");

  private final String whole;
  private final ObjectMapper mapper;

  /**
   * @param whole what the text is as a whole, as messages call it
   * @param values how values are read that Jackson does not know
   */
  public StrictYaml(String whole, Module values) {
    this.whole = whole;
    this.mapper = YAMLMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(values)
        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }

  /**
   * Reads a text; nothing in it is read as nothing.
   *
   * @param source what the text is called in messages
   */
  public <T> Optional<T> read(Class<T> type, String text, String source) throws YamlException {
    try {
      return Optional.ofNullable(mapper.readValue(text, type));
    } catch (JsonProcessingException e) {
      throw new YamlException(explain(source, text, e), e);
    }
  }

  private String explain(String source, String text, JsonProcessingException e) {
    int read = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "%s, line %d: '%s' is no key here. Known here: %s."
          .formatted(
              source, lineOf(unknown.getPropertyName(), text, read), path(unknown), known(unknown));
    }
    if (e instanceof JsonMappingException mapping) {
      String reason = reason(mapping);
      int line = lineOf(key(mapping, reason), text, read);
      return "%s, line %d: %s: %s".formatted(source, line, path(mapping), reason);
    }
    return "%s, line %d: not YAML: %s; indent with spaces and write each key as 'key: value'"
        .formatted(source, read, e.getOriginalMessage());
  }

  private static String known(UnrecognizedPropertyException e) {
    return e.getKnownPropertyIds() == null
        ? ""
        : e.getKnownPropertyIds().stream()
            .map(String::valueOf)
            .sorted()
            .collect(Collectors.joining(", "));
  }

  /** The reader has looked ahead: the key stands on the last line before that names it. */
  private static int lineOf(String key, String text, int read) {
    var lines = text.lines().toList();
    int line = Math.min(read, Math.max(1, lines.size()));
    var names = Pattern.compile("(^|[\\s{,\"'])" + Pattern.quote(key) + "[\"']?\\s*:");
    for (int at = key.isEmpty() ? 0 : line; at > 0 && at <= lines.size(); at--) {
      if (names.matcher(lines.get(at - 1)).find()) {
        return at;
      }
    }
    return line;
  }

  /** The key that is wrong: a section says which of its own, everything else is at the end of the path. */
  private static String key(JsonMappingException e, String reason) {
    var own = OWN_KEY.matcher(reason);
    if (own.find()) {
      return own.group(1);
    }
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull)
        .reduce("", (before, last) -> last);
  }

  private static String reason(JsonMappingException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    var text = cause instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : cause.getMessage();
    return String.valueOf(text)
        .replaceFirst(
            "(?s)^Missing required creator property '([^']+)'.*", "the key '$1' is missing; add it")
        .replaceFirst(
            "(?s)^Cannot (deserialize|coerce) .*of type `([^`]*)`.*",
            "not a value of this kind ($2)")
        .replace("java.lang.", "")
        .replace("java.util.", "");
  }

  private String path(JsonMappingException e) {
    var path = e.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
    return path.isEmpty() ? whole : path;
  }
}
