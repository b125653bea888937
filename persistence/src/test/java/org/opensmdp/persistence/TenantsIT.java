package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Set;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/**
 * The second wall between tenants: tried with statements that no rule would make, as the role that
 * statements of operators run as. One operator has a profile in every table; the other comes for it.
 */
class TenantsIT {
  private static final String NOT_ALLOWED = "42501";
  private static final Bytes KEY = Bytes.fromHex("C1".repeat(32));

  private TestDatabase test;
  private Sealer sealer;
  private Stores stores;
  private Sql sql;
  private long owner;
  private long other;

  @BeforeEach
  void fillEveryTable(@TempDir Path folder) {
    test = TestDatabase.create();
    sealer = Sealer.create(folder.resolve("sealing.key"));
    stores = Stores.of(test.database(), sealer, "node-1");
    sql = new Sql(test.database().jooq(), TenantRole.find(test.database().jooq()));
    owner = Samples.stocked(stores, 2).operatorId();
    stores.inventory().addClient(stores.inventory().findOperator("Operator").orElseThrow(), KEY);
    other = stores.inventory().add(new Operator(0, "Other", Set.of("2.999.78"))).operatorId();
    var released = Samples.release(stores, 1);
    Samples.begin(stores, 1, released, Samples.token(1));
    Samples.bind(stores, stores.downloads().find(Samples.transaction(1)).orElseThrow());
    stores.notifications().store(Bytes.fromHex("BF37"), Samples.NOW);
    sql.run(
        db -> db.execute("update notification set iccid = ?", Samples.iccid(1).digits()));
  }

  @AfterEach
  void drop() {
    test.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operator",
        "operator_client",
        "profile_type",
        "profile_version",
        "profile",
        "rsp_session",
        "binding",
        "notification",
        "activation_event"
      })
  void showsATenantItsOwnRowsAlone(String table) {
    long all = count(sql, table, "true");
    String others = table.equals("operator") ? "operator_id <> " + owner : "false";

    assertThat(count(sql.asTenant(owner), table, "true"))
        .isPositive()
        .isEqualTo(all - count(sql, table, others));
    assertThat(count(sql.asTenant(other), table, table.equals("operator") ? others : "true"))
        .isEqualTo(table.equals("operator") ? 1 : 0);
  }

  private static long count(Sql by, String table, String condition) {
    return by.run(db ->
        db.fetchSingle("select count(*) from " + table + " where " + condition).get(0, Long.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update profile set state = 'ERROR', failure = 'ICCID_IN_USE'",
        "update profile set operator_id = operator_id",
        "update rsp_session set state = 'WIPED'",
        "delete from binding"
      })
  void changesNothingOfAnother(String statement) {
    assertThat(sql.asTenant(other).<Integer>run(db -> db.execute(statement))).isZero();

    assertThat(sql.asTenant(owner).<Integer>run(db -> db.execute(statement))).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update profile set operator_id = 1 + (select max(operator_id) from operator)",
        "delete from profile",
        "delete from activation_event",
        "update activation_event set status = 'OK'",
        "update operator set requester_ids = array['2.999.78']",
        "insert into operator_client select decode(repeat('00', 32), 'hex'), operator_id from operator",
        "update profile_version set state = 'STABLE'",
        "update profile_version set template = decode('00', 'hex')",
        "delete from profile_version",
        "delete from rsp_session",
        "select * from cluster_key",
        "select * from activation_event_rest",
        "select * from flyway_schema_history"
      })
  void refusesWhatNoOperatorMayDo(String statement) {
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> sql.asTenant(owner).run(db -> db.execute(statement)))
        .returns(NOT_ALLOWED, DataAccessException::sqlState);
  }

  @Test
  void tellsNothingInTheTimelineOfAnother() {
    var profile = new Profile.Available(Samples.iccid(2));
    var event = Samples.event("ES2+.ReleaseProfile", profile, profile);

    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> stores.timeline().ofTenant(other).append(event))
        .returns(NOT_ALLOWED, DataAccessException::sqlState);
    stores.timeline().ofTenant(owner).append(event);
    assertThat(stores.timeline().of(Samples.iccid(2))).containsExactly(event);
  }

  /** A rule that has forgotten to ask whose profile it is. */
  @Test
  void changesNothingForABrokenRule() {
    var of = stores.profiles().ofTenant(other);
    var from = new Profile.Available(Samples.iccid(2));
    var event = Samples.event("ES2+.DownloadOrder", from, from.allocated());

    assertThat(of.move(from, from.allocated(), Samples.CODE_HASH, event))
        .isEqualTo(Moved.CHANGED_MEANWHILE);
    assertThat(of.find(Samples.iccid(2))).isEmpty();
    assertThat(of.findMaterial(Samples.iccid(2))).isEmpty();
    assertThat(stores.profiles().find(Samples.iccid(2)).orElseThrow().profile()).isEqualTo(from);
    assertThat(stores.timeline().of(Samples.iccid(2))).isEmpty();
    assertThat(of.isKnown(Samples.iccid(2))).isTrue();
    assertThat(of.isKnown(Samples.iccid(3))).isFalse();
    assertThat(of.isKnownType("Plan")).isTrue();
  }

  @Test
  void isTheOwnerAgainAfterwards() {
    var user = value(sql, "select current_user");

    assertThat(value(sql.asTenant(owner), "select current_user")).isEqualTo("opensmdp_tenant");
    assertThat(value(sql, "select current_user")).isEqualTo(user);
    assertThat(value(sql, "select tenant()")).isNull();
  }

  private static @Nullable Object value(Sql by, String query) {
    return by.<@Nullable Object>run(db -> db.fetchValue(query));
  }

  @Test
  void showsNothingToWhomNobodyHasNamed() {
    long seen = sql.transaction(db -> {
      db.execute("set local role opensmdp_tenant");
      return db.fetchSingle("select count(*) from profile").get(0, Long.class);
    });

    assertThat(seen).isZero();
  }

  /** Whoever adds a table decides: {@code call open_to_tenants(…)}, or a line here. */
  @Test
  void everyTableIsOpenedOrClosedOnPurpose() {
    var opened = sql
        .run(db -> db.fetchValues(
            "select relname from pg_class c join pg_policy p on p.polrelid = c.oid order by 1"))
        .stream()
        .map(Object::toString)
        .toList();

    assertThat(opened).contains("profile", "activation_event");
    assertThat(value(
            sql,
            "select count(*) from pg_class c join pg_policy p on p.polrelid = c.oid"
                + " where not relrowsecurity"))
        .isEqualTo(0L);
    var reachable = sql
        .run(db -> db.fetchValues(
            "select c.relname from pg_class c where c.relkind in ('r', 'p', 'v', 'm')"
                + " and c.relnamespace = 'public'::regnamespace"
                + " and has_table_privilege('opensmdp_tenant', c.oid, 'select, insert, update, delete')"
                + " order by 1"))
        .stream()
        .map(Object::toString)
        .toList();
    assertThat(reachable).as("tables that the role reaches").isEqualTo(opened);
  }

  /** Else the statement of an operator would fail for what the trigger writes. */
  @Test
  void everyTriggerOnATenantsTableRunsAsTheOwner() {
    var asCaller = sql.run(
        db -> db.fetchValues("select t.tgname from pg_trigger t join pg_proc f on f.oid = t.tgfoid"
            + " where not t.tgisinternal and not f.prosecdef"
            + " and has_table_privilege('opensmdp_tenant', t.tgrelid, 'insert, update, delete')"));

    assertThat(asCaller).as("triggers whose function is not security definer").isEmpty();
  }

  @Test
  void goesOnWithoutTheRoleWhereTheUserMayNotMakeIt() {
    TestDatabase.execute("create role plain login password 'plain'");
    try {
      var empty = TestDatabase.empty();
      TestDatabase.execute(
          "alter database " + empty.url().replaceFirst(".*/", "") + " owner to plain");
      var config = new DatabaseConfig.External(
          empty.url(), "plain", Secret.of(Bytes.wrap("plain".getBytes(UTF_8))));
      try (var database = Database.open(config)) {
        assertThat(TenantRole.find(database.jooq())).isEmpty();
        var plain = Stores.of(database, sealer, "node-1");
        Samples.stocked(plain, 1);
        Samples.release(plain, 1);
        assertThat(
                plain.profiles().find(Samples.iccid(1)).orElseThrow().profile().state())
            .isEqualTo(ProfileState.RELEASED);
      }

      TestDatabase.execute("grant opensmdp_tenant to plain");

      try (var database = Database.open(config)) {
        assertThat(TenantRole.find(database.jooq())).isPresent();
        var walled = Stores.of(database, sealer, "node-1");
        assertThat(walled.profiles().ofTenant(-1).find(Samples.iccid(1))).isEmpty();
        assertThat(walled.profiles().find(Samples.iccid(1))).isPresent();
      }
      TestDatabase.execute(
          "drop database " + empty.url().replaceFirst(".*/", "") + " with (force)");
    } finally {
      TestDatabase.execute("drop role plain");
    }
  }
}
