package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checked-in tables are those of the migrations. */
class GeneratedSchemaIT {
  @Test
  void theCheckedInTablesAreThoseOfTheMigrations(@TempDir Path fresh) throws Exception {
    SchemaGenerator.generate(fresh);

    var expected = sources(fresh);
    var found = sources(SchemaGenerator.CHECKED_IN);

    assertThat(found.keySet())
        .as("run persistence/generate-schema.sh")
        .isEqualTo(expected.keySet());
    expected.forEach((file, text) -> assertThat(found.get(file))
        .as("%s: run persistence/generate-schema.sh", file)
        .isEqualTo(text));
  }

  private static Map<String, String> sources(Path folder) throws IOException {
    var sources = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> sources.put(folder.relativize(file).toString(), read(file)));
    }
    return sources;
  }

  private static String read(Path file) {
    try {
      // On a newer JDK the generator silences one more warning; the tables are the same.
      return Files.readString(file).replace(", \"this-escape\"", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
