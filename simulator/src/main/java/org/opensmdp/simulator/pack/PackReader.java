package org.opensmdp.simulator.pack;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.opensmdp.rsp.Bytes;

/**
 * Reads packs strictly: a key that is unknown, missing, wrong or there twice is named with its line.
 */
public final class PackReader {
  /** The packs that come with the program. */
  public static final List<String> BUNDLED = List.of(
      "eu-urban",
      "eu-train",
      "sg-dense",
      "sea-jakarta",
      "sea-islands",
      "far-server",
      "captive-portal");

  private static final int MOST_OCTETS = 1_000_000;
  private static final ObjectMapper YAML = mapper();

  private PackReader() {}

  /**
   * Reads a pack that comes with the program, or a file.
   *
   * @throws PackException if there is none, or if it cannot be used
   */
  public static RegionPack named(String nameOrFile) {
    var file = Path.of(nameOrFile);
    if (!BUNDLED.contains(nameOrFile) && !Files.isReadable(file)) {
      throw new PackException("there is no pack '%s', and no file of that name. Packs: %s"
          .formatted(nameOrFile, String.join(", ", BUNDLED)));
    }
    var resource = "/packs/" + nameOrFile + ".yaml";
    try (var in = BUNDLED.contains(nameOrFile)
        ? PackReader.class.getResourceAsStream(resource)
        : Files.newInputStream(file)) {
      return parse(text(in, nameOrFile), nameOrFile);
    } catch (IOException e) {
      throw new PackException("%s cannot be read (%s)".formatted(nameOrFile, e), e);
    }
  }

  private static String text(InputStream in, String name) throws IOException {
    var octets = in == null ? new byte[0] : in.readNBytes(MOST_OCTETS + 1);
    if (octets.length > MOST_OCTETS) {
      throw new PackException(
          "%s: more than %d octets; that is no pack".formatted(name, MOST_OCTETS));
    }
    return new String(octets, StandardCharsets.UTF_8);
  }

  /**
   * Reads the text of a pack.
   *
   * @param source what it is called in messages
   */
  static RegionPack parse(String yaml, String source) {
    try {
      var pack = YAML.readValue(yaml, RegionPack.class);
      if (pack == null) {
        throw new PackException(source + ": empty; docs/simulation.md has the keys");
      }
      return pack;
    } catch (JsonProcessingException e) {
      throw new PackException(explain(source, yaml, e), e);
    }
  }

  private static ObjectMapper mapper() {
    var values = new SimpleModule()
        .addDeserializer(Duration.class, new Value<>(PackReader::duration))
        .addDeserializer(ZoneId.class, new Value<>(PackReader::zone))
        .addDeserializer(Bytes.class, new Value<>(Bytes::fromHex));
    return YAMLMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(values)
        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }

  private static final Pattern SPAN = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(ms|s|min|h)");

  /** Reads {@code 45ms}, {@code 1.5s}, {@code 2min}, {@code 1h}. */
  static Duration duration(String text) {
    var form = SPAN.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' (expected: a time, as 45ms, 1.5s, 2min or 1h)".formatted(text));
    }
    double millis = Double.parseDouble(form.group(1))
        * switch (form.group(2)) {
          case "ms" -> 1;
          case "s" -> 1000;
          case "min" -> 60_000;
          default -> 3_600_000;
        };
    return Duration.ofNanos((long) (millis * 1e6));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' (expected: a time zone, as Asia/Jakarta)".formatted(text), e);
    }
  }

  private static String explain(String source, String text, JsonProcessingException e) {
    int read = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    if (e instanceof UnrecognizedPropertyException unknown) {
      var known = unknown.getKnownPropertyIds() == null
          ? ""
          : unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
      return "%s, line %d: '%s' is no key here. Known here: %s."
          .formatted(source, lineOf(unknown.getPropertyName(), text, read), path(unknown), known);
    }
    if (e instanceof JsonMappingException mapping) {
      int line = mapping.getPath().isEmpty() ? read : lineOf(last(mapping), text, read);
      return "%s, line %d: %s: %s".formatted(source, line, path(mapping), reason(mapping));
    }
    return "%s, line %d: not YAML: %s; indent with spaces and write each key as 'key: value'"
        .formatted(source, read, e.getOriginalMessage());
  }

  /** The reader has looked ahead: the key stands on the last line before that names it. */
  private static int lineOf(String key, String text, int read) {
    var lines = text.lines().toList();
    int line = Math.min(read, Math.max(1, lines.size()));
    var names = Pattern.compile("(^|[\\s{,\"'])" + Pattern.quote(key) + "[\"']?\\s*:");
    for (int at = line; at > 0 && at <= lines.size(); at--) {
      if (names.matcher(lines.get(at - 1)).find()) {
        return at;
      }
    }
    return line;
  }

  private static String last(JsonMappingException e) {
    return e.getPath().stream()
        .filter(step -> step.getFieldName() != null)
        .reduce((one, next) -> next)
        .map(JsonMappingException.Reference::getFieldName)
        .orElse("");
  }

  private static String path(JsonMappingException e) {
    var path = e.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
    return path.isEmpty() ? "the pack" : path;
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

  /** A value that is written as text. */
  private static final class Value<T> extends JsonDeserializer<T> {
    private final Function<String, T> read;

    Value(Function<String, T> read) {
      this.read = read;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      try {
        return read.apply(String.valueOf(parser.getText()));
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(parser, e.getMessage(), e);
      }
    }
  }
}
