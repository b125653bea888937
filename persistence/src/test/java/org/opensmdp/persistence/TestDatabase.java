package org.opensmdp.persistence;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A migrated, empty database for one test class. All databases of a test run are in one embedded
 * cluster, which is started by the first and goes away with the JVM; each is a copy of a template,
 * so only the first waits for the migrations.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final DatabaseConfig.External config;
  private final Database database;

  private TestDatabase(DatabaseConfig.External config) {
    this.config = config;
    this.database = Database.open(config);
  }

  public static TestDatabase create() {
    return new TestDatabase(empty("template opensmdp"));
  }

  /** Returns a database without tables. */
  static DatabaseConfig.External empty() {
    return empty("template template0");
  }

  public Database database() {
    return database;
  }

  /** Returns how to reach the same database from another {@link Database}. */
  public DatabaseConfig.External config() {
    return config;
  }

  @Override
  public void close() {
    database.close();
    execute("drop database " + config.url().replaceFirst(".*/", "") + " with (force)");
  }

  /** Runs a statement as the superuser, outside any test database. */
  static void execute(String sql) {
    try (var connection = Cluster.POSTGRES.connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static DatabaseConfig.External empty(String options) {
    var name = "test_" + COUNT.incrementAndGet();
    execute("create database " + name + " " + options);
    return Cluster.config(name);
  }

  /** Started when the first test asks. */
  private static final class Cluster {
    private static final int POOL_SIZE = 4;
    static final EmbeddedPostgres POSTGRES = start();

    static DatabaseConfig.External config(String name) {
      return config(POSTGRES, name);
    }

    private static DatabaseConfig.External config(EmbeddedPostgres postgres, String name) {
      return new DatabaseConfig.External(
          postgres.url(name), postgres.user(), postgres.password(), POOL_SIZE, false);
    }

    private static EmbeddedPostgres start() {
      try {
        var folder = Files.createTempDirectory("opensmdp-test-");
        Files.setPosixFilePermissions(folder, fromString("rwxr-xr-x"));
        var postgres = EmbeddedPostgres.start(folder, TestPostgres.fast());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(postgres, folder)));
        new Schema(config(postgres, "opensmdp"), Database.MIGRATIONS).migrate();
        return postgres;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void remove(EmbeddedPostgres postgres, Path folder) {
      postgres.close();
      try {
        Folders.delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
