package org.opensmdp.simulator.pack;

import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.yaml.StrictYaml;
import org.opensmdp.simulator.yaml.TextValue;
import org.opensmdp.simulator.yaml.YamlException;

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
  private static final Pattern SPAN = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(ms|s|min|h)");
  private static final StrictYaml YAML = new StrictYaml("the pack", values());

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
      return YAML.read(RegionPack.class, yaml, source)
          .orElseThrow(
              () -> new PackException(source + ": empty; docs/simulation.md has the keys"));
    } catch (YamlException e) {
      throw new PackException(String.valueOf(e.getMessage()), e);
    }
  }

  private static SimpleModule values() {
    return new SimpleModule()
        .addDeserializer(Duration.class, new TextValue<>(PackReader::duration))
        .addDeserializer(ZoneId.class, new TextValue<>(PackReader::zone))
        .addDeserializer(Bytes.class, new TextValue<>(Bytes::fromHex));
  }

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
}
