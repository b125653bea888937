package org.opensmdp.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;

/**
 * A query of every download, for the row that one value names. Rendered once: rendering it each time
 * costs more than the driver needs to run it.
 */
final class Lookup {
  private final String sql;
  private final Field<?>[] columns;

  Lookup(Select<?> select) {
    this.sql = select.getSQL();
    this.columns = select.getSelect().toArray(Field<?>[]::new);
  }

  Optional<Record> one(DSLContext jooq, Object value) {
    return jooq.connectionResult(connection -> one(jooq, connection, value));
  }

  private Optional<Record> one(DSLContext jooq, Connection connection, Object value)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, value);
      try (var rows = statement.executeQuery()) {
        return jooq.fetch(rows, columns).stream().findFirst();
      }
    }
  }
}
