package org.opensmdp.persistence;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** The values of a {@link Command}, by name. What is absent becomes null. */
final class Values {
  private static final char NUL = '\0';

  private final Map<String, Value> byName = new HashMap<>();

  private record Value(Optional<?> content, int type) {}

  Values text(String name, String value) {
    return text(name, Optional.of(value));
  }

  Values text(String name, Optional<?> value) {
    return put(name, value.map(Object::toString).map(Values::storable), Types.VARCHAR);
  }

  /** PostgreSQL's text holds every character but one, and texts may quote what others sent. */
  static String storable(String text) {
    return text.replace(NUL, '\uFFFD');
  }

  Values octets(String name, Bytes value) {
    return octets(name, Optional.of(value));
  }

  Values octets(String name, Optional<Bytes> value) {
    return put(name, value.map(Bytes::toArray), Types.BINARY);
  }

  Values number(String name, long value) {
    return number(name, Optional.of(value));
  }

  Values number(String name, Optional<Long> value) {
    return put(name, value, Types.BIGINT);
  }

  Values time(String name, Instant value) {
    return time(name, Optional.of(value));
  }

  Values time(String name, Optional<Instant> value) {
    return put(name, value.map(Values::inUtc), Types.TIMESTAMP_WITH_TIMEZONE);
  }

  Values flag(String name, boolean value) {
    return put(name, Optional.of(value), Types.BOOLEAN);
  }

  /** Sets the place of a statement to the value of this name. */
  void set(PreparedStatement statement, int place, String name) throws SQLException {
    var value = byName.get(name);
    if (value == null) {
      throw new IllegalStateException("the statement has no value for " + name);
    }
    if (value.content().isPresent()) {
      statement.setObject(place, value.content().get(), value.type());
    } else {
      statement.setNull(place, value.type());
    }
  }

  static OffsetDateTime inUtc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private Values put(String name, Optional<?> value, int type) {
    byName.put(name, new Value(value, type));
    return this;
  }
}
