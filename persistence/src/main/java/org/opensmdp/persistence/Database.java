package org.opensmdp.persistence;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** An open database with the program's tables in it. Any thread. */
public final class Database implements AutoCloseable {
  static final String MIGRATIONS = "classpath:db/migration";
  private static final int HEALTH_SECONDS = 1;

  private final HikariDataSource pool;
  private final DSLContext jooq;
  private final Optional<EmbeddedPostgres> embedded;

  /** What the connections are doing; {@code waiting} counts the threads that want one. */
  public record PoolUse(int active, int idle, int waiting, int limit) {}

  private Database(HikariDataSource pool, Optional<EmbeddedPostgres> embedded) {
    this.pool = pool;
    this.embedded = embedded;
    // Statements are not logged: they would carry their values.
    this.jooq = DSL.using(
        pool,
        SQLDialect.POSTGRES,
        new Settings().withExecuteLogging(false).withRenderSchema(false));
  }

  /**
   * Starts the embedded server or reaches the other one, brings the tables up to date, connects.
   *
   * @throws StorageException if the database cannot be used; the message says what to do
   */
  public static Database open(DatabaseConfig config) {
    return open(config, MIGRATIONS);
  }

  static Database open(DatabaseConfig config, String migrations) {
    if (config instanceof DatabaseConfig.External server) {
      return connect(server, Optional.empty(), migrations);
    }
    if (config instanceof DatabaseConfig.Embedded own) {
      var options = PostgresOptions.with(own.settings());
      return connect(own, EmbeddedPostgres.start(own.dataDirectory(), options), migrations);
    }
    throw new IllegalArgumentException("no way to open a " + config.getClass());
  }

  static Database connect(
      DatabaseConfig.Embedded own, EmbeddedPostgres postgres, String migrations) {
    var server = new DatabaseConfig.External(
        postgres.url(),
        postgres.user(),
        postgres.password(),
        own.poolSize(),
        own.acceptNewerSchema());
    boolean done = false;
    try {
      var database = connect(server, Optional.of(postgres), migrations);
      done = true;
      return database;
    } finally {
      if (!done) {
        postgres.close();
      }
    }
  }

  private static Database connect(
      DatabaseConfig.External server, Optional<EmbeddedPostgres> embedded, String migrations) {
    new Schema(server, migrations).migrate();
    try {
      return new Database(ConnectionPool.open(server), embedded);
    } catch (PoolInitializationException e) {
      throw new StorageException("The database stopped answering during the start: " + e, e);
    }
  }

  public DataSource dataSource() {
    return pool;
  }

  /** Returns what hears of rollouts, on a connection that is not of the pool. */
  public RolloutSignals rolloutSignals() {
    return new RolloutSignals(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
  }

  DSLContext jooq() {
    return jooq;
  }

  /** Returns whether a connection can be had now and answers; takes three seconds at most. */
  public boolean healthy() {
    try (var connection = pool.getConnection()) {
      return connection.isValid(HEALTH_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  public PoolUse poolUse() {
    var use = pool.getHikariPoolMXBean();
    return new PoolUse(
        use.getActiveConnections(),
        use.getIdleConnections(),
        use.getThreadsAwaitingConnection(),
        pool.getMaximumPoolSize());
  }

  /** Closes the connections, then stops the server if it is the program's own. */
  @Override
  public void close() {
    pool.close();
    embedded.ifPresent(EmbeddedPostgres::close);
  }
}
