package org.opensmdp.persistence;

import java.nio.file.Path;
import java.sql.SQLException;

/** A program of its own that holds a cluster and tells each row that was acknowledged, until killed. */
final class PostgresOwner {
  private PostgresOwner() {}

  public static void main(String[] arguments) throws SQLException {
    var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), TestPostgres.durable());
    try (var connection = postgres.connect("opensmdp");
        var statement = connection.createStatement()) {
      statement.execute("create table written (n int primary key)");
      for (int n = 1; ; n++) {
        statement.execute("insert into written values (" + n + ")");
        System.out.println(n);
      }
    }
  }
}
