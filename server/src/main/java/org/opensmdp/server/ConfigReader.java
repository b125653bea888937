package org.opensmdp.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the configuration strictly: a key that is unknown, missing or wrong stops the start and is
 * named with its line. Environment variables win over the file for the keys of {@link #OVERRIDES}.
 */
public final class ConfigReader {
  /** Keys that an environment variable may set: {@code database.url} is OPENSMDP_DATABASE_URL. */
  static final List<String> OVERRIDES = List.of(
      "data",
      "database.url",
      "database.user",
      "database.password-file",
      "database.key-file",
      "es2plus.listen",
      "admin.listen",
      "limits.workers",
      "limits.queue",
      "limits.max-body",
      "limits.session-lifetime",
      "limits.read-timeout",
      "limits.idle-timeout");

  private final Map<String, String> environment;

  public ConfigReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads a configuration.
   *
   * @throws ConfigException if the file cannot be used as it is
   */
  public ServerConfig read(Path file) {
    try {
      return parse(
          Files.readString(file), file.toAbsolutePath().resolveSibling(""), file.toString());
    } catch (IOException e) {
      throw new ConfigException(
          "%s cannot be read (%s). Name a file with --config, or print one with serve --print-config."
              .formatted(file, e),
          e);
    }
  }

  ServerConfig parse(String yaml, Path directory, String name) {
    var mapper = mapper(directory);
    try {
      if (environment.keySet().stream().noneMatch(key -> key.startsWith("OPENSMDP_"))) {
        return mapper.readValue(yaml, ServerConfig.class); // keeps the line numbers
      }
      return mapper.treeToValue(overridden(mapper, mapper.readTree(yaml)), ServerConfig.class);
    } catch (JsonProcessingException e) {
      throw new ConfigException(explain(name, yaml, e), e);
    }
  }

  private JsonNode overridden(ObjectMapper mapper, JsonNode root) throws JsonProcessingException {
    for (String key : OVERRIDES) {
      var value = environment.get(
          "OPENSMDP_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
      if (value != null && root instanceof ObjectNode object) {
        int dot = key.indexOf('.');
        var parent = dot < 0 ? object : object.withObject("/" + key.substring(0, dot));
        parent.set(key.substring(dot + 1), mapper.readTree(value));
      }
    }
    return root;
  }

  private static ObjectMapper mapper(Path directory) {
    var paths = new SimpleModule().addDeserializer(Path.class, new PathReader(directory));
    return YAMLMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(paths)
        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }

  private static String explain(String file, String yaml, JsonProcessingException e) {
    int read = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
    var where = read < 1 ? file : "%s, line %d".formatted(file, read);
    if (e instanceof UnrecognizedPropertyException unknown) {
      where = "%s, line %d".formatted(file, lineOf(unknown.getPropertyName(), yaml, read));
      var known = unknown.getKnownPropertyIds() == null
          ? ""
          : unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
      return "%s: '%s' is no key of this configuration. Known here: %s."
          .formatted(where, path(unknown), known);
    }
    if (e instanceof JsonMappingException mapping) {
      return "%s: %s: %s".formatted(where, path(mapping), reason(mapping));
    }
    return "%s: not YAML: %s".formatted(where, e.getOriginalMessage());
  }

  /** The reader has looked ahead: the key stands on the last line before that names it. */
  private static int lineOf(String key, String yaml, int read) {
    var lines = yaml.lines().toList();
    int line = Math.min(Math.max(read, 1), lines.size());
    while (line > 1 && !lines.get(line - 1).contains(key + ":")) {
      line--;
    }
    return line;
  }

  private static String reason(JsonMappingException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    var text = cause instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : cause.getMessage();
    return String.valueOf(text)
        .replaceFirst("^Missing required creator property '([^']+)'.*", "the key '$1' is missing");
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  /** Paths are relative to the file that names them. */
  private static final class PathReader extends JsonDeserializer<Path> {
    private final Path directory;

    PathReader(Path directory) {
      this.directory = directory;
    }

    @Override
    public Path deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return directory.resolve(parser.getText()).normalize();
    }
  }
}
