package org.opensmdp.cli.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.cli.TestHouse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.TransactionId;

/**
 * The tables of the house, read with plain SQL over a connection of their own: what the suite checks
 * does not pass through the stores that it checks. Any thread; each has its own connection.
 */
final class Tables {
  private static final int PORT_LINE = 3; // of postmaster.pid

  private final ThreadLocal<Connection> connections;

  /** Reads one row. */
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private Tables(String url, String password) {
    this.connections = ThreadLocal.withInitial(() -> connect(url, password));
  }

  private static Connection connect(String url, String password) {
    try {
      return DriverManager.getConnection(url, "opensmdp", password);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Tables of(TestHouse house) {
    var postgres = house.directory().resolve("postgres");
    try {
      String port = Files.readAllLines(Path.of("%s/data/postmaster.pid".formatted(postgres)))
          .get(PORT_LINE);
      String password = Files.readString(postgres.resolve("password")).strip();
      return new Tables("jdbc:postgresql://127.0.0.1:" + port.strip() + "/opensmdp", password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OrderRows order(Iccid iccid) {
    return new OrderRows(profile(iccid), sessions(iccid), bound(iccid));
  }

  /** Returns the whole row of a profile, as JSON: the same again means that nothing was written. */
  String row(Iccid iccid) {
    return one(
            "select to_jsonb(profile)::text from profile where iccid = ?",
            row -> row.getString(1),
            iccid.digits())
        .orElseThrow();
  }

  /** Returns one column of a profile, as text. */
  Optional<String> column(String name, Iccid iccid) {
    return one(
            "select " + name + "::text from profile where iccid = ?",
            row -> Optional.ofNullable(row.getString(1)),
            iccid.digits())
        .orElseThrow();
  }

  /** Returns what was told of a profile, the oldest first. */
  List<EventRow> events(Iccid iccid) {
    return events(iccid, Forged.TRANSACTION);
  }

  private OrderRows.Profile profile(Iccid iccid) {
    var rows = rows(
        """
        select state, eid, download_attempts, confirmation_attempts, failure, device_state,
          isdp_aid is not null
        from profile where iccid = ?""",
        row -> new OrderRows.Profile(
            row.getString(1),
            Optional.ofNullable(row.getString(2)),
            row.getInt(3),
            row.getInt(4),
            Optional.ofNullable(row.getString(5)),
            Optional.ofNullable(row.getString(6)),
            row.getBoolean(7)),
        iccid.digits());
    return rows.get(0);
  }

  private List<OrderRows.Session> sessions(Iccid iccid) {
    return rows(
        "select state, failed from rsp_session where iccid = ? order by created_at",
        row -> new OrderRows.Session(row.getString(1), row.getBoolean(2)),
        iccid.digits());
  }

  private Optional<Bytes> bound(Iccid iccid) {
    return one(
        "select euicc_otpk from binding where iccid = ?",
        row -> Bytes.wrap(row.getBytes(1)),
        iccid.digits());
  }

  /** Returns the state of a session, also of one that was refused and has no order. */
  Optional<String> session(TransactionId id) {
    return one(
        "select state from rsp_session where transaction_id = ?", row -> row.getString(1), (Object)
            id.octets().toArray());
  }

  long sessionCount() {
    return one("select count(*) from rsp_session", row -> row.getLong(1)).orElseThrow();
  }

  /** Returns what was told of an order or in a session, the oldest first. */
  List<EventRow> events(Iccid iccid, TransactionId id) {
    return rows(
        """
        select function, from_state, to_state, status, detail from activation_event
        where iccid = ? or transaction_id = ? order by event_id""",
        row -> new EventRow(
            row.getString(1),
            Optional.ofNullable(row.getString(2)),
            Optional.ofNullable(row.getString(3)),
            row.getString(4),
            row.getString(5)),
        iccid.digits(),
        id.octets().toArray());
  }

  /** Returns the verdict on a report, as soon as there is one. */
  NotificationRow verdict(PendingNotification report) {
    var digest = sha256(report.der());
    TestHouse.await(() -> notification(digest).isPresent());
    return notification(digest).orElseThrow(() -> new AssertionError("the report is not judged"));
  }

  private Optional<NotificationRow> notification(byte[] digest) {
    return one(
        """
        select verdict, iccid, operation from notification
        where digest = ? and verdict is not null""",
        row -> new NotificationRow(
            row.getString(1),
            Optional.ofNullable(row.getString(2)),
            Optional.ofNullable(row.getString(3))),
        (Object) digest);
  }

  long notificationCount(PendingNotification report) {
    return one("select count(*) from notification where digest = ?", row -> row.getLong(1), (Object)
            sha256(report.der()))
        .orElseThrow();
  }

  private static byte[] sha256(Bytes octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets.toArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the text that one row holds. */
  String text(String sql, Object... values) {
    return one(sql, row -> row.getString(1), values).orElseThrow();
  }

  /** Changes rows behind the server's back; returns how many. */
  int change(String sql, Object... values) {
    try (var statement = connections.get().prepareStatement(sql)) {
      put(statement, values);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> Optional<T> one(String sql, Reader<T> reader, Object... values) {
    return rows(sql, reader, values).stream().findFirst();
  }

  private <T> List<T> rows(String sql, Reader<T> reader, Object... values) {
    try (var statement = connections.get().prepareStatement(sql)) {
      put(statement, values);
      var rows = new ArrayList<T>();
      try (var result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
