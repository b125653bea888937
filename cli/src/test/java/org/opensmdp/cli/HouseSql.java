package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables of the house by plain SQL, over a connection of its own: another way than the one under test. */
final class HouseSql implements AutoCloseable {
  private static final int PORT_LINE = 3; // of postmaster.pid

  private final Connection connection;

  HouseSql(TestHouse house) {
    var postgres = house.directory().resolve("postgres");
    try {
      var port = Files.readAllLines(Path.of("%s/data/postmaster.pid".formatted(postgres)))
          .get(PORT_LINE)
          .strip();
      var password = Files.readString(postgres.resolve("password")).strip();
      this.connection = DriverManager.getConnection(
          "jdbc:postgresql://127.0.0.1:" + port + "/opensmdp", "opensmdp", password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the numbers of the one row that a statement selects, by the names of its columns. */
  Map<String, Double> numbers(String sql, String... values) {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (var rows = statement.executeQuery()) {
        rows.next();
        var numbers = new LinkedHashMap<String, Double>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          numbers.put(rows.getMetaData().getColumnLabel(i), rows.getDouble(i));
        }
        return numbers;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
