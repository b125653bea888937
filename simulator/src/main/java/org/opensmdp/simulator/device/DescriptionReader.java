package org.opensmdp.simulator.device;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.EuiccQuirks;

/** Reads descriptions strictly: what is unknown, missing or wrong is named with its line. */
final class DescriptionReader {
  private static final int MOST_CHARACTERS = 100_000;
  private static final Pattern OWN_KEY = Pattern.compile("^([a-z][a-z0-9-]*): ");
  private static final ObjectMapper YAML = mapper();

  private DescriptionReader() {}

  static DeviceDescription read(Reader yaml, String source) {
    String text = text(yaml, source);
    try {
      var read = YAML.readValue(text, DeviceDescription.class);
      if (read == null) {
        throw new DescriptionException(source + ": empty; write at least name, model and euicc");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new DescriptionException(explain(source, text, e), e);
    }
  }

  private static String text(Reader yaml, String source) {
    try {
      var text = new StringWriter();
      var buffer = new char[8192];
      int read;
      while ((read = yaml.read(buffer)) >= 0) {
        text.write(buffer, 0, read);
        if (text.getBuffer().length() > MOST_CHARACTERS) {
          throw new DescriptionException(
              "%s: more than %d characters; that is no description of a device"
                  .formatted(source, MOST_CHARACTERS));
        }
      }
      return text.toString();
    } catch (IOException e) {
      throw new DescriptionException("%s cannot be read (%s)".formatted(source, e), e);
    }
  }

  private static ObjectMapper mapper() {
    var words = new SimpleModule()
        .addDeserializer(VersionType.class, new VersionReader())
        .addDeserializer(EuiccQuirks.class, new QuirksReader())
        .setDeserializerModifier(new EnumsAsWords());
    return YAMLMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(words)
        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }

  private static String explain(String source, String text, JsonProcessingException e) {
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
    for (int at = line; at > 0 && at <= lines.size(); at--) {
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

  private static String path(JsonMappingException e) {
    var path = e.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
    return path.isEmpty() ? "the description" : path;
  }

  /** A version as people write it: 2.5 or 2.5.0. */
  private static final class VersionReader extends JsonDeserializer<VersionType> {
    private static final Pattern FORM =
        Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})(?:\\.([0-9]{1,3}))?");

    @Override
    public VersionType deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      var form = FORM.matcher(String.valueOf(parser.getText()));
      if (!form.matches()) {
        throw JsonMappingException.from(
            parser, "'%s' is no version (expected: as 2.5.0)".formatted(parser.getText()));
      }
      try {
        return new VersionType(
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            form.group(3) == null ? 0 : Integer.parseInt(form.group(3)));
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(parser, e.getMessage(), e);
      }
    }
  }

  /** Reads every enum by its words. */
  private static final class EnumsAsWords extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(
        DeserializationConfig config,
        JavaType type,
        BeanDescription description,
        JsonDeserializer<?> standard) {
      return new WordReader(type.getRawClass());
    }
  }

  private static final class WordReader extends JsonDeserializer<Enum<?>> {
    private final Class<?> type;

    WordReader(Class<?> type) {
      this.type = type;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // the enum is known by its class only
    public Enum<?> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      try {
        return Words.parse((Class) type, String.valueOf(parser.getText()));
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(parser, e.getMessage(), e);
      }
    }
  }
}
