package org.opensmdp.persistence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Writes jOOQ's tables for the migrations, read from a real PostgreSQL, to {@code
 * src/main/generated}. Run it by {@code persistence/generate-schema.sh} when a migration is new.
 */
final class SchemaGenerator {
  static final Path CHECKED_IN = Path.of("src", "main", "generated");

  private static final String PACKAGE = "org.opensmdp.persistence.db";

  private SchemaGenerator() {}

  public static void main(String[] arguments) throws Exception {
    Folders.delete(CHECKED_IN.resolve(PACKAGE.replace('.', '/')));
    generate(CHECKED_IN);
  }

  static void generate(Path target) throws Exception {
    Files.createDirectories(target);
    try (var database = TestDatabase.create()) {
      GenerationTool.generate(new Configuration()
          .withLogging(Logging.WARN)
          .withJdbc(jdbc(database.config()))
          .withGenerator(new Generator()
              .withDatabase(tablesBut(excluded(database.database())))
              .withGenerate(style())
              .withTarget(new Target().withPackageName(PACKAGE).withDirectory(target.toString()))));
    }
  }

  private static Jdbc jdbc(DatabaseConfig.External config) {
    return new Jdbc()
        .withUrl(config.url())
        .withUser(config.user())
        .withPassword(ConnectionPool.text(config));
  }

  private static org.jooq.meta.jaxb.Database tablesBut(String excluded) {
    return new org.jooq.meta.jaxb.Database()
        .withName("org.jooq.meta.postgres.PostgresDatabase")
        .withInputSchema("public")
        .withOutputSchemaToDefault(true)
        .withIncludeRoutines(false)
        .withExcludes(excluded);
  }

  /** Flyway's own table, and partitions: the code names the table that they are parts of. */
  private static String excluded(Database database) {
    var partitions = database
        .jooq()
        .fetchValues("select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid");
    return Stream.concat(Stream.of("flyway_schema_history"), partitions.stream())
        .map(Object::toString)
        .collect(Collectors.joining("|"));
  }

  private static Generate style() {
    return new Generate()
        .withGeneratedAnnotation(false)
        .withJavaTimeTypes(true)
        .withRecords(true)
        .withPojos(false)
        .withDaos(false);
  }
}
