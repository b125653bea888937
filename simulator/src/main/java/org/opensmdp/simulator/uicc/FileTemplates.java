package org.opensmdp.simulator.uicc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.profile.ProfileElementType;

/** The file templates this card knows (TCA eUICC Profile Package, annex A), read once. */
final class FileTemplates {
  private static final String TABLE = "file-templates.txt";
  private static final Map<ProfileElementType, Map<String, FileTemplate>> ALL = read();

  private FileTemplates() {}

  /** Returns what the template of the element says of the file; empty if it leaves all to the package. */
  static Optional<FileTemplate> of(ProfileElementType type, String name) {
    return Optional.ofNullable(ALL.getOrDefault(type, Map.of()).get(name));
  }

  /** Returns the files of a template in its order. */
  static Collection<FileTemplate> all(ProfileElementType type) {
    return ALL.getOrDefault(type, Map.of()).values();
  }

  private static Map<ProfileElementType, Map<String, FileTemplate>> read() {
    var all = new EnumMap<ProfileElementType, Map<String, FileTemplate>>(ProfileElementType.class);
    for (var line : lines()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        var columns = line.split(" ", 2);
        var template = FileTemplate.of(columns[1].split(" ", -1));
        all.computeIfAbsent(type(columns[0]), type -> new LinkedHashMap<>())
            .put(template.name(), template);
      }
    }
    return all;
  }

  private static ProfileElementType type(String name) {
    return Arrays.stream(ProfileElementType.values())
        .filter(type -> type.asn1Name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> lines() {
    try (var in = FileTemplates.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is not in the jar");
      }
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
