package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.opensmdp.persistence.Database;
import org.opensmdp.persistence.DatabaseConfig;
import org.opensmdp.persistence.Stores;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;

/**
 * An empty database beside that of the {@link TestHouse}, in the same PostgreSQL, and what the nodes on
 * it have in common: a test PKI and the file of the sealing key.
 */
final class Cluster implements AutoCloseable {
  private static final String USER = "opensmdp";
  private static final int CONNECTIONS = 2;

  private final Path directory;
  private final String name;
  private final String url;
  private final String password;

  private Cluster(Path directory, String name, String server, String password) {
    this.directory = directory;
    this.name = name;
    this.url = server + name;
    this.password = password;
  }

  static Cluster create(String name) {
    try {
      var postgres = TestHouse.get().directory().resolve("postgres");
      var port =
          Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(3).strip();
      var password = Files.readString(postgres.resolve("password")).strip();
      var server = "jdbc:postgresql://127.0.0.1:" + port + "/";
      execute(server, password, "create database " + name + " template template0");
      var directory = Files.createTempDirectory(Path.of("target"), name).toAbsolutePath();
      new TryOut(directory, Clock.systemUTC(), new SecureRandom()).prepare(TryOut.Ports.ANY);
      Files.writeString(directory.resolve("password"), password);
      return new Cluster(directory, name, server, password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }

  Visitors visitors() {
    return new Visitors(directory);
  }

  /** As {@link #config}, behind something that listens on 443 for all nodes. */
  Path configBehindABalancer(String node, String further) {
    var file = config(node, further);
    try {
      var text = Files.readString(file);
      return Files.writeString(
          file, text.replace("brainpool] }", "brainpool], public-port: 443 }"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the configuration of one node, with free ports and a data directory of its own. */
  Path config(String node, String further) {
    try {
      var tryOut = Files.readString(directory.resolve("opensmdp.yaml"));
      var database = "database: { url: '%s', user: %s, password-file: password, key-file: key }\n"
          .formatted(url, USER);
      return Files.writeString(
          directory.resolve(node + ".yaml"),
          tryOut.replace("data: .\n", "data: " + node + "\n") + database + further);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts an operator and made-up profiles into the database, once a node has made its tables. */
  void stock(String smdpAddress, int profiles) {
    try (var database = open()) {
      var inventory = Stores.open(database, directory.resolve("key"), "stock").inventory();
      new TryOutStock(inventory, smdpAddress, new SecureRandom())
          .fill(TryOut.operatorClient(directory), profiles);
    }
  }

  Database open() {
    var secret = Secret.of(password.getBytes(UTF_8));
    return Database.open(new DatabaseConfig.External(url, USER, secret, CONNECTIONS, false));
  }

  /**
   * Every table with a digest of its rows: the same again means that nothing was written. Left out is
   * the one in which the nodes note by the clock what they are at.
   */
  Map<String, String> content() {
    var content = new TreeMap<String, String>();
    try (var connection = DriverManager.getConnection(url, USER, password);
        var tables = connection.createStatement();
        var found = tables.executeQuery(
            "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
                + " and relname <> 'scheduled_tasks'")) {
      while (found.next()) {
        try (var rows = connection.createStatement();
            var digest =
                rows.executeQuery("select md5(string_agg(t::text, '|' order by t::text)) from "
                    + found.getString(1) + " t")) {
          digest.next();
          content.put(found.getString(1), String.valueOf(digest.getString(1)));
        }
      }
      return content;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another way to the tables than that of the nodes. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, USER, password);
  }

  /** Runs a statement in the database of the nodes. */
  void execute(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static void execute(String server, String password, String sql) {
    try (var connection = DriverManager.getConnection(server + "postgres", USER, password);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Drops the database; the nodes have gone. */
  @Override
  public void close() {
    execute(
        url.substring(0, url.lastIndexOf('/') + 1),
        password,
        "drop database " + name + " with (force)");
  }
}
