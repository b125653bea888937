package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opensmdp.rsp.Secret;

/**
 * A real PostgreSQL beneath a data directory, started and stopped by this program: one user with a
 * random password, TCP on 127.0.0.1 only, every commit on the disk before it is acknowledged. It
 * outlives neither a close nor, where the system can arrange it, a killed program; what a killed one
 * leaves is put in order by the next start. If PostgreSQL itself is killed it is started again on the
 * same port.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final String DATABASE = "opensmdp";
  private static final Duration READY = Duration.ofMinutes(5); // recovery may have much log to read
  private static final int PORT_ATTEMPTS = 3;

  /** Errors reach the program over its connection; in the log they would only repeat values. */
  private static final Map<String, String> SETTINGS = Map.ofEntries(
      Map.entry("shared_buffers", "128MB"),
      Map.entry("max_connections", "60"),
      Map.entry("jit", "off"),
      Map.entry("timezone", "UTC"),
      Map.entry("wal_compression", "on"),
      Map.entry("log_timezone", "UTC"),
      Map.entry("log_min_messages", "log"),
      Map.entry("log_checkpoints", "off"));

  private final PostgresCluster cluster;
  private final Postmaster postmaster;
  private final Secret password;

  private EmbeddedPostgres(PostgresCluster cluster, Postmaster postmaster, Secret password) {
    this.cluster = cluster;
    this.postmaster = postmaster;
    this.password = password;
  }

  /**
   * Starts on the cluster in {@code dataDirectory/postgres}, made at the first start.
   *
   * @throws StorageException if another server has the directory or PostgreSQL cannot run
   */
  public static EmbeddedPostgres start(Path dataDirectory) {
    return start(dataDirectory, PostgresOptions.with(Map.of()));
  }

  static EmbeddedPostgres start(Path dataDirectory, PostgresOptions options) {
    var cluster = PostgresCluster.open(dataDirectory, options);
    boolean done = false;
    try {
      var password = cluster.password();
      cluster.clearLeftovers();
      var postmaster = startOnAFreePort(cluster, options.settings());
      var postgres = new EmbeddedPostgres(cluster, postmaster, password);
      postgres.createDatabase();
      done = true;
      return postgres;
    } finally {
      if (!done) {
        cluster.close();
      }
    }
  }

  /** Returns the JDBC URL of the program's database, without user and password. */
  public String url() {
    return url(DATABASE);
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + postmaster.port() + "/" + database;
  }

  public String user() {
    return PostgresCluster.USER;
  }

  public Secret password() {
    return password;
  }

  public int port() {
    return postmaster.port();
  }

  /** Returns the process ids of PostgreSQL, the first process and those that it has started. */
  List<Long> processes() {
    return cluster.processes();
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        url(database), user(), new String(password.toArray(), UTF_8));
  }

  /** Stops PostgreSQL in order and waits for it. */
  @Override
  public void close() {
    postmaster.stop();
    cluster.close();
  }

  private static Postmaster startOnAFreePort(PostgresCluster cluster, Map<String, String> wanted) {
    for (int attempt = 1; ; attempt++) {
      var postmaster = new Postmaster(cluster, freePort(), settings(cluster, wanted));
      postmaster.start();
      PostgresProcesses.await(READY, () -> postmaster.isReady() || !postmaster.isAlive());
      if (postmaster.isReady()) {
        return postmaster;
      }
      postmaster.stop();
      var complaint = postmaster.complaint();
      if (attempt == PORT_ATTEMPTS || !complaint.contains("Address already in use")) {
        throw new StorageException(
            "PostgreSQL does not start on " + cluster.data() + ": " + complaint);
      }
    }
  }

  private static Map<String, String> settings(PostgresCluster cluster, Map<String, String> wanted) {
    var settings = new TreeMap<>(SETTINGS);
    settings.putAll(wanted);
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("unix_socket_directories", "");
    settings.put("cluster_name", cluster.name());
    return settings;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StorageException("no free port on 127.0.0.1: " + e, e);
    }
  }

  private void createDatabase() {
    try (var connection = connect("postgres");
        var statement = connection.createStatement();
        var found = statement.executeQuery(
            "select 1 from pg_database where datname = '" + DATABASE + "'")) {
      if (!found.next()) {
        statement.execute("create database " + DATABASE);
      }
    } catch (SQLException e) {
      postmaster.stop();
      throw new StorageException("PostgreSQL runs but does not let the program in: " + e, e);
    }
  }
}
