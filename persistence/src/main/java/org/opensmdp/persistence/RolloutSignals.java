package org.opensmdp.persistence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGConnection;

/**
 * Hears when a rollout has changed, or an attempt of one has ended, on a connection of its own. What is missed
 * while there is none is found by looking. One thread waits; any thread closes.
 */
public final class RolloutSignals implements AutoCloseable {
  private static final String LISTEN = "listen opensmdp_verdict; listen opensmdp_rollout";

  private final String url;
  private final Properties properties = new Properties();
  private Optional<Connection> connection = Optional.empty();
  private boolean closed;

  RolloutSignals(String url, String user, String password) {
    this.url = url;
    properties.putAll(ConnectionPool.patient());
    properties.setProperty("user", user);
    properties.setProperty("password", password);
  }

  /**
   * Waits until something is said, or as long as this, and takes in all that was said.
   *
   * @return false if nothing can be heard for now: whoever asked waits by itself
   */
  public boolean await(Duration most) {
    try {
      var listening = connected();
      if (listening.isEmpty()) {
        return false;
      }
      listening.get().unwrap(PGConnection.class).getNotifications((int) most.toMillis());
      return true;
    } catch (SQLException e) {
      drop();
      return false;
    }
  }

  private synchronized Optional<Connection> connected() throws SQLException {
    if (connection.isEmpty() && !closed) {
      var opened = DriverManager.getConnection(url, properties);
      connection = Optional.of(opened);
      try (var statement = opened.createStatement()) {
        statement.execute(LISTEN);
      }
    }
    return connection;
  }

  private synchronized void drop() {
    connection.ifPresent(RolloutSignals::closeQuietly);
    connection = Optional.empty();
  }

  private static void closeQuietly(Connection listening) {
    try {
      listening.abort(Runnable::run); // whoever waits on it is woken
    } catch (SQLException e) {
      return; // it is gone already
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    drop();
  }
}
