package org.opensmdp.simulator.device;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.regex.Pattern;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.yaml.StrictYaml;
import org.opensmdp.simulator.yaml.TextValue;
import org.opensmdp.simulator.yaml.YamlException;

/** Reads descriptions strictly: what is unknown, missing or wrong is named with its line. */
final class DescriptionReader {
  private static final int MOST_CHARACTERS = 100_000;
  private static final Pattern VERSION =
      Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})(?:\\.([0-9]{1,3}))?");
  private static final Pattern OCTETS = Pattern.compile("([0-9A-Fa-f]{2}){1,200}");
  private static final StrictYaml YAML = new StrictYaml("the description", words());

  private DescriptionReader() {}

  static DeviceDescription read(Reader yaml, String source) {
    try {
      return YAML.read(DeviceDescription.class, text(yaml, source), source)
          .orElseThrow(() ->
              new DescriptionException(source + ": empty; write at least name, model and euicc"));
    } catch (YamlException e) {
      throw new DescriptionException(String.valueOf(e.getMessage()), e);
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

  private static SimpleModule words() {
    return new SimpleModule()
        .addDeserializer(VersionType.class, new TextValue<>(DescriptionReader::version))
        .addDeserializer(Bytes.class, new TextValue<>(DescriptionReader::octets))
        .addDeserializer(EuiccQuirks.class, new QuirksReader())
        .setDeserializerModifier(new EnumsAsWords());
  }

  /** A version as people write it: 2.5 or 2.5.0. */
  private static VersionType version(String text) {
    var form = VERSION.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("'%s' is no version (expected: as 2.5.0)".formatted(text));
    }
    return new VersionType(
        Integer.parseInt(form.group(1)),
        Integer.parseInt(form.group(2)),
        form.group(3) == null ? 0 : Integer.parseInt(form.group(3)));
  }

  private static Bytes octets(String text) {
    if (!OCTETS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no hexadecimal (expected: as \"84060000\", in quotes)".formatted(text));
    }
    return Bytes.fromHex(text);
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
      return new TextValue<>(text -> word(type.getRawClass(), text));
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the enum is known by its class only
  private static Enum<?> word(Class<?> type, String text) {
    return Words.parse((Class) type, text);
  }
}
