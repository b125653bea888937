package org.opensmdp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Notifications.Acceptance;
import org.opensmdp.activation.Notifications.Origin;
import org.opensmdp.activation.Notifications.Verdict;
import org.opensmdp.activation.OrderExpiry;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.persistence.Retention;
import org.opensmdp.persistence.Sealer;
import org.opensmdp.persistence.Stores;
import org.opensmdp.persistence.TestDatabase;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.server.Housekeeping.Chore;

/** What the server forgets and ends by the clock, on a real PostgreSQL. */
class HousekeepingIT {
  private static final Instant BEGIN = Instant.parse("2026-01-10T12:00:00Z");
  private static final Iccid ICCID = Iccid.withCheckDigit("898822000000000001");
  private static final Eid CARD = Eid.withCheckDigits("890490320011223344556677889901");
  private static final Retention.Periods PERIODS =
      new Retention.Periods(Duration.ofDays(100), Duration.ofDays(365), Duration.ofDays(30));

  private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
  private TestDatabase test;
  private Stores stores;
  private Housekeeping housekeeping;

  @BeforeEach
  void create(@TempDir Path folder) {
    test = TestDatabase.create();
    stores = Stores.of(test.database(), Sealer.create(folder.resolve("key")), "node-1");
    housekeeping = newNode();
  }

  @AfterEach
  void drop() {
    housekeeping.close();
    test.close();
  }

  @Test
  void forgetsRefusedTransactionsOnceNoChallengeCanBeAlive() {
    stores.downloads().refuse(transaction(1), event());

    runAt(BEGIN.plus(Duration.ofMinutes(119)));
    assertThat(stores.downloads().isUsed(transaction(1))).isTrue();

    runAt(BEGIN.plus(Duration.ofMinutes(131)));
    assertThat(stores.downloads().isUsed(transaction(1))).isFalse();
    assertThat(stores.timeline().of(ICCID)).hasSize(1);
  }

  @Test
  void keepsSessionsForTheirLateReportsAndNoLonger() {
    order("DOWNLOADED", "null");
    session(1, "CLOSED");
    session(2, "BOUND");
    session(3, "WIPED");

    runAt(BEGIN.plus(Duration.ofDays(99)));
    assertThat(stores.downloads().findSession(transaction(1))).isPresent();
    assertThat(stores.downloads().findSession(transaction(2))).isPresent();
    assertThat(rows("rsp_session")).isEqualTo(2);

    runAt(BEGIN.plus(Duration.ofDays(101)));
    assertThat(rows("rsp_session")).isZero();
  }

  @Test
  void dropsMonthsOfEventsAsAWholeAndWhatIsOlderThanAnyMonth() {
    stores.timeline().append(eventAt(BEGIN.minus(Duration.ofDays(400))));
    runAt(BEGIN);
    var january = eventAt(BEGIN);
    var february = eventAt(BEGIN.plus(Duration.ofDays(31)));
    List.of(january, february).forEach(stores.timeline()::append);
    assertThat(stores.timeline().of(ICCID)).containsExactly(january, february);

    runAt(Instant.parse("2027-01-31T12:00:00Z"));
    assertThat(stores.timeline().of(ICCID)).containsExactly(january, february);

    runAt(Instant.parse("2027-02-28T12:00:00Z"));
    assertThat(stores.timeline().of(ICCID)).containsExactly(february);
    assertThat(partitions())
        .contains("activation_event_2026_02", "activation_event_2027_03")
        .doesNotContain("activation_event_2026_01");
  }

  @Test
  void forgetsReportsThatWereNotBelievedAndKeepsTheOthers() {
    long malformed = report(1);
    stores.notifications().judge(malformed, Verdict.MALFORMED, "junk", event());
    var origin = new Origin(CARD, 7, Optional.of(NotificationEvent.ENABLE), "smdp.example.com");
    long accepted = report(2);
    assertThat(stores.notifications().accept(accepted, origin, Optional.empty(), event()))
        .isEqualTo(Acceptance.DONE);
    report(3);

    runAt(BEGIN.plus(Duration.ofDays(29)));
    assertThat(rows("notification")).isEqualTo(3);

    runAt(BEGIN.plus(Duration.ofDays(31)));
    assertThat(rows("notification where verdict = 'ACCEPTED'")).isOne();
    assertThat(rows("notification where verdict is null")).isOne();
    assertThat(rows("notification")).isEqualTo(2);
  }

  @Test
  void endsOrdersThatNobodyCameFor() {
    order("RELEASED", "'" + BEGIN.plusSeconds(3600) + "'");

    runAt(BEGIN.plusSeconds(3599));
    assertThat(profile().state()).isEqualTo(ProfileState.RELEASED);

    runAt(BEGIN.plusSeconds(3600));
    assertThat(profile())
        .isInstanceOfSatisfying(
            Profile.Failed.class,
            failed -> assertThat(failed.cause()).isEqualTo(StatusCode.DOWNLOAD_ORDER_EXPIRED));
    assertThat(stores.timeline().of(ICCID))
        .singleElement()
        .satisfies(event -> assertThat(event)
            .returns("OrderExpiry", ActivationEvent::function)
            .returns(Optional.of(ProfileState.ERROR), ActivationEvent::to));
  }

  @Test
  void isDoneByAllNodesAtOneTimeWithoutHarm() {
    order("RELEASED", "'" + BEGIN + "'");
    for (int i = 1; i <= 50; i++) {
      stores.downloads().refuse(transaction(i), eventAt(BEGIN));
    }
    now.set(BEGIN.plus(Duration.ofDays(1)));

    var nodes = Stream.generate(this::newNode).limit(4).toList();
    nodes.stream()
        .map(node -> CompletableFuture.runAsync(node::runAll))
        .toList()
        .forEach(CompletableFuture::join);
    nodes.forEach(Housekeeping::close);

    assertThat(rows("rsp_session")).isZero();
    assertThat(profile().state()).isEqualTo(ProfileState.ERROR);
    assertThat(stores.timeline().of(ICCID))
        .filteredOn(event -> event.function().equals("OrderExpiry"))
        .hasSize(1);
  }

  @Test
  void goesOnWithTheNextThingWhenOneFails() {
    var done = new ArrayList<String>();
    var chores = List.of(
        chore("first", () -> {
          throw new IllegalStateException("broken");
        }),
        chore("second", () -> {
          throw new StorageUnavailable(new SQLException("away"));
        }),
        chore("third", () -> done.add("third")));

    try (var node = new Housekeeping(chores)) {
      node.runAll();
    }

    assertThat(done).containsExactly("third");
  }

  private static Chore chore(String name, Runnable work) {
    return new Chore(name, Duration.ofHours(1), () -> {
      work.run();
      return 1;
    });
  }

  private Housekeeping newNode() {
    var retention = new Retention(test.database(), PERIODS, now::get);
    return new Housekeeping(
        Housekeeping.chores(retention, new OrderExpiry(stores.downloads(), now::get)));
  }

  private void runAt(Instant time) {
    now.set(time);
    housekeeping.runAll();
  }

  private Profile profile() {
    return stores.profiles().find(ICCID).orElseThrow().profile();
  }

  private long report(int number) {
    return stores.notifications().store(Bytes.of((byte) number), BEGIN).orElseThrow();
  }

  private static TransactionId transaction(int number) {
    return new TransactionId(Bytes.fromHex("%032X".formatted(number)));
  }

  private static ActivationEvent event() {
    return eventAt(BEGIN);
  }

  private static ActivationEvent eventAt(Instant time) {
    return new ActivationEvent(
        time,
        "ES9+.Sample",
        Optional.of(ICCID),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ActivationEvent.OK,
        "",
        Duration.ZERO);
  }

  private void order(String state, String expiresAt) {
    execute("insert into operator (name, requester_ids) values ('Operator', '{2.999.77}')");
    execute("insert into profile_type (operator_id, name, service_provider_name, profile_name,"
        + " profile_class, mnc_length, protection, max_download_attempts,"
        + " max_confirmation_attempts) select operator_id, 'Plan', 'Example', 'Plan', 'TEST', 3,"
        + " 'SESSION_KEYS', 3, 3 from operator");
    execute("insert into profile (iccid, operator_id, profile_type_id, ready_package, state,"
        + " matching_id, expires_at, changed_at) select '" + ICCID + "', operator_id,"
        + " profile_type_id, '\\x00', '" + state + "', 'TOKEN-1', " + expiresAt + ", '" + BEGIN
        + "' from profile_type");
  }

  /** Puts a session there that ends at the beginning. */
  private void session(int number, String state) {
    var point = "04" + "A7".repeat(64);
    execute("insert into rsp_session (transaction_id, state, iccid, eid, credential_set,"
        + " request_digest, euicc_curve, euicc_key, smdp_signed2, smdp_signature2,"
        + " profile_metadata, bound_digest, smdp_sign, created_at, expires_at) values ('\\x"
        + transaction(number) + "', '" + state + "', '" + ICCID + "', '" + CARD
        + "', 'AB', '\\x00', 'NIST_P256', '\\x" + point + "', '\\x30', '\\x5F37', '\\xBF25',"
        + " '\\x00', '\\x5F37', '" + BEGIN.minusSeconds(1800) + "', '" + BEGIN + "')");
  }

  private List<String> partitions() {
    return query("select inhrelid::regclass::text from pg_inherits"
        + " where inhparent = 'activation_event'::regclass");
  }

  private long rows(String table) {
    return Long.parseLong(query("select count(*)::text from " + table).get(0));
  }

  private List<String> query(String sql) {
    try (var connection = test.database().dataSource().getConnection();
        var rows = connection.createStatement().executeQuery(sql)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private void execute(String sql) {
    try (var connection = test.database().dataSource().getConnection()) {
      connection.createStatement().execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
