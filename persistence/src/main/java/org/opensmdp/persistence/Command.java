package org.opensmdp.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.DSLContext;

/**
 * A statement that changes several tables in one round trip and one commit, with named values: {@code
 * :iccid}. Written as SQL, since it is read as SQL, and taken apart once: these are the statements of
 * every download, and rendering one each time costs more than the driver needs to run it.
 */
final class Command {
  private static final Pattern NAME = Pattern.compile("(?<!:):([a-z][a-z0-9_]*)");

  private final String sql;
  private final List<String> names = new ArrayList<>();

  private Command(String text) {
    this.sql = NAME.matcher(text).replaceAll(found -> {
      names.add(found.group(1));
      return "?";
    });
  }

  static Command of(String... parts) {
    return new Command(String.join("\n", parts));
  }

  /** Runs the statement and returns the one value that it selects, if it selects a row. */
  <T> Optional<T> run(DSLContext jooq, Values values, Class<T> type) {
    return jooq.connectionResult(connection -> run(connection, values, type));
  }

  private <T> Optional<T> run(Connection connection, Values values, Class<T> type)
      throws SQLException {
    try (var statement = prepared(connection, values);
        var rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(rows.getObject(1, type)) : Optional.empty();
    }
  }

  /** Makes what it is of a row of a result. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs the statement and returns what it selects. */
  <T> List<T> list(DSLContext jooq, Values values, Row<T> reader) {
    return jooq.connectionResult(connection -> {
      try (var statement = prepared(connection, values);
          var rows = statement.executeQuery()) {
        var found = new ArrayList<T>();
        while (rows.next()) {
          found.add(reader.read(rows));
        }
        return found;
      }
    });
  }

  private PreparedStatement prepared(Connection connection, Values values) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (int i = 0; i < names.size(); i++) {
      values.set(statement, i + 1, names.get(i));
    }
    return statement;
  }
}
