package org.opensmdp.persistence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** The tables of the program in one database, brought to the program's own version before use. */
final class Schema {
  private static final int OLDEST_SERVER = 15;
  private static final int LOCK_ATTEMPTS = 600; // one a second, while another node migrates

  private final DatabaseConfig.External server;
  private final String migrations;

  /**
   * @param migrations where the migrations are: {@code classpath:db/migration}
   */
  Schema(DatabaseConfig.External server, String migrations) {
    this.server = server;
    this.migrations = migrations;
  }

  /** Applies what is missing. Nodes that start together do it one after the other. */
  void migrate() {
    checkServer();
    var flyway = Flyway.configure()
        .dataSource(server.url(), server.user(), ConnectionPool.text(server))
        .jdbcProperties(ConnectionPool.patient())
        .locations(migrations)
        .lockRetryCount(LOCK_ATTEMPTS)
        .load();
    try {
      checkAge(flyway.info().applied());
      flyway.migrate();
    } catch (FlywayException e) {
      throw failure(e);
    }
    try (Connection connection = connect()) {
      TenantRole.prepare(connection);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.putAll(ConnectionPool.patient());
    properties.setProperty("user", server.user());
    properties.setProperty("password", ConnectionPool.text(server));
    return DriverManager.getConnection(server.url(), properties);
  }

  private void checkServer() {
    try (Connection connection = connect()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST_SERVER) {
        throw new StorageException("The database runs PostgreSQL " + version
            + "; this program needs PostgreSQL " + OLDEST_SERVER + " or later.");
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private void checkAge(MigrationInfo[] applied) {
    var newer = Arrays.stream(applied)
        .filter(migration -> !migration.getState().isResolved() && migration.isVersioned())
        .map(migration -> "V" + migration.getVersion() + " " + migration.getDescription())
        .collect(Collectors.joining(", "));
    if (!newer.isEmpty() && !server.acceptNewerSchema()) {
      throw new StorageException(
          "The database is newer than this program: it has the migrations " + newer
              + ". Start the newer program, or, to go back by one release, set"
              + " database.accept-newer-schema: true.");
    }
  }

  private StorageException failure(Exception e) {
    var sql = Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst();
    return new StorageException(
        "The database is not usable: " + sql.<Exception>map(s -> s).orElse(e).getMessage()
            + remedy(sql),
        e);
  }

  private String remedy(Optional<SQLException> sql) {
    var state = sql.map(SQLException::getSQLState).map(String::valueOf).orElse("");
    return switch (state) {
      case "28P01", "28000" -> ". Check database.user and database.password-file.";
      case "3D000" ->
        ". Create the database: create database opensmdp owner " + server.user() + ";";
      case "42501" ->
        ". The user may not create tables here; let it own the database: alter database"
            + " opensmdp owner to " + server.user() + ";";
      case "08001", "08006", "08004" -> ". Check database.url and whether PostgreSQL runs there.";
      default -> "";
    };
  }
}
