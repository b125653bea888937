package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.HandoffObserver;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.SilentAttempts;
import org.opensmdp.server.TryOut;

/**
 * What the admin API says of a population at which everything goes wrong, against SQL over the events: the
 * API counts sessions, the SQL here reads nothing but what was told.
 */
class SloIT {
  private static final TestHouse HOUSE = TestHouse.get();
  private static final FaultyPopulation POPULATION = new FaultyPopulation(HOUSE);
  private static HouseSql sql;
  private static String from = "";

  /** Every attempt as the events tell it; the place is where the time begins. */
  private static final String TOLD = """
      with told as (
        select *, happened_at + duration_us * interval '1 microsecond' as done
        from activation_event
        where happened_at >= ?::timestamptz and transaction_id is not null),
      attempt as (
        select transaction_id, min(happened_at) as began, min(iccid) as iccid, min(eid) as eid,
          max(done) filter (where function = 'ES9+.GetBoundProfilePackage' and status = 'OK')
            as delivered
        from told group by transaction_id
        having bool_or(function = 'ES9+.AuthenticateClient' and status = 'OK')),
      ended as (
        select distinct on (told.transaction_id) told.*
        from told join attempt using (transaction_id)
        where function = 'ES9+.HandleNotification' and from_state is not null
          or function = 'ES9+.CancelSession' and status = 'OK' and detail like 'reason %'
        order by told.transaction_id, told.event_id),
      judged as (
        select attempt.*, ended.function, ended.status, ended.done,
          substring(ended.detail from 'eason ([0-9]+)')::int as code,
          case when delivered is null then null
            when done is null or done > delivered + interval '15 minutes' then 'UNCONFIRMED'
            when function = 'ES9+.CancelSession' then 'CANCELLED'
            when status = 'OK' then 'SUCCESS' else 'FAILURE' end as class
        from attempt left join ended using (transaction_id)),
      blamed as (
        select judged.*, case
            when class = 'UNCONFIRMED' then 'network'
            when class = 'CANCELLED' then case when code in (0, 1, 2) then 'user' else 'template' end
            when class = 'FAILURE' then case
              when code between 1 and 5 or code in (7, 8) then 'server'
              when code in (9, 10) then 'device'
              when code = 11 then 'network'
              when code in (6, 12, 13, 14, 15) then 'template'
              else 'unknown' end end as blame
        from judged)
      """;

  @BeforeAll
  static void letThemCome() {
    sql = new HouseSql(HOUSE);
    from = HOUSE.admin().get("/admin/v1/slo").path("to").asText();
    POPULATION.run();
    TestHouse.await(() -> waiting() == 0);
    HOUSE.forward(Duration.ofMinutes(16));
    giveUpTheSilent();
    POPULATION.reportLate();
    TestHouse.await(() -> waiting() == 0);
  }

  @AfterAll
  static void hangUp() {
    sql.close();
  }

  private static long waiting() {
    return Math.round(sql.numbers("select count(*) as n from notification where verdict is null")
        .getOrDefault("n", -1.0));
  }

  /** The work of the minute, here and now, so that it need not be waited for. */
  private static void giveUpTheSilent() {
    new SilentAttempts(HOUSE.server().stores().attempts(), HandoffObserver.NONE, HOUSE.clock())
        .run(1000);
  }

  @Test
  void tellsOfEverySilentOneOnce() {
    var told = sql.numbers("""
        select count(*) as told, count(distinct e.transaction_id) as sessions,
          count(*) filter (where s.result = 'UNCONFIRMED' and s.attribution = 'NETWORK'
            and s.ended_at > s.delivered_at + interval '15 minutes') as unconfirmed
        from activation_event e join rsp_session s using (transaction_id)
        where e.function = ? and s.created_at >= ?::timestamptz""", SilentAttempts.FUNCTION, from);

    assertThat(told)
        .containsEntry("unconfirmed", 4.0)
        .containsEntry("told", 4.0)
        .containsEntry("sessions", 4.0);
    assertThat(slo("show").json().at("/attempts/unconfirmed").asDouble())
        .isEqualTo(told.get("unconfirmed"));
  }

  @Test
  void countsAttemptsAsTheEventsTellThem() {
    var told = sql.numbers(TOLD + """
        select count(*) as authenticated, count(delivered) as delivered,
          count(*) filter (where class = 'SUCCESS') as succeeded,
          count(*) filter (where class = 'FAILURE') as failed,
          count(*) filter (where class = 'CANCELLED') as cancelled,
          count(*) filter (where class = 'UNCONFIRMED') as unconfirmed,
          count(*) filter (where class = 'UNCONFIRMED' and status = 'OK') as "lateSuccesses",
          count(*) filter (where class = 'UNCONFIRMED' and status <> 'OK') as "lateFailures"
        from blamed""", from);

    var attempts = slo("show").json().path("attempts");

    told.forEach((name, count) ->
        assertThat(attempts.path(name).asLong(-1)).as(name).isEqualTo(Math.round(count)));
    assertThat(told)
        .containsEntry("authenticated", 22.0)
        .containsEntry("delivered", 20.0)
        .containsEntry("succeeded", 6.0)
        .containsEntry("failed", 8.0)
        .containsEntry("cancelled", 2.0)
        .containsEntry("unconfirmed", 4.0)
        .containsEntry("lateSuccesses", 1.0)
        .containsEntry("lateFailures", 1.0);
    assertThat(attempts.path("open").asLong()).isZero();
  }

  @Test
  void blamesWhomTheEventsBlame() {
    var told = sql.numbers(TOLD + """
        select count(*) filter (where blame = 'server') as server,
          count(*) filter (where blame = 'template') as template,
          count(*) filter (where blame = 'operator') as operator,
          count(*) filter (where blame = 'device') as device,
          count(*) filter (where blame = 'user') as "user",
          count(*) filter (where blame = 'network') as network,
          count(*) filter (where blame = 'unknown') as unknown
        from blamed""", from);

    var blamed = slo("show").json().at("/attempts/blamed");

    told.forEach((name, count) ->
        assertThat(blamed.path(name).asLong(-1)).as(name).isEqualTo(Math.round(count)));
    assertThat(told.values().stream().mapToDouble(count -> count).sum()).isEqualTo(14);
  }

  @Test
  void computesObjectivesAsTheEventsDo() {
    var told = sql.numbers(TOLD + """
        , contact as (
          select iccid, min(began) as first, (
            select min(e.happened_at) from activation_event e
            where e.iccid = attempt.iccid and e.to_state = 'INSTALLED'
              and e.from_state <> 'INSTALLED') as installed
          from attempt group by iccid)
        select count(*) filter (where class = 'SUCCESS')::float8
            / count(*) filter (where delivered is not null and blame is distinct from 'user') as "S3",
          (select (count(*) filter (where installed <= first + interval '1 day'))::float8
            / count(installed) from contact) as "S4",
          count(*) filter (where class in ('SUCCESS', 'FAILURE'))::float8 / count(delivered) as "S5",
          count(*) filter (where class in ('SUCCESS', 'FAILURE')
            and done <= delivered + interval '60 seconds')::float8
            / count(*) filter (where class in ('SUCCESS', 'FAILURE')) as "S7",
          percentile_cont(0.5) within group (order by extract(epoch from done - delivered))
            filter (where class in ('SUCCESS', 'FAILURE')) as median,
          percentile_cont(0.95) within group (order by extract(epoch from done - delivered))
            filter (where class in ('SUCCESS', 'FAILURE')) as p95
        from blamed""", from);

    var answer = slo("show").json();

    for (var number : List.of("S3", "S4", "S5", "S7")) {
      assertThat(ratio(answer, number)).as(number).isEqualTo(told.get(number), within(1e-12));
    }
    assertThat(answer.at("/attempts/successRate").asDouble())
        .isEqualTo(told.get("S3"), within(1e-12));
    assertThat(answer.at("/attempts/medianSeconds").asDouble())
        .isEqualTo(told.get("median"), within(1e-5));
    assertThat(answer.at("/attempts/p95Seconds").asDouble())
        .isEqualTo(told.get("p95"), within(1e-5));
    assertThat(told.get("S3")).isEqualTo(6.0 / 19, within(1e-12));
    assertThat(told.get("S7")).isEqualTo(13.0 / 14, within(1e-12));
  }

  @Test
  void leadsThroughTheFunnelAsTheEventsDo() {
    var told = sql.numbers(TOLD + """
        select (select count(distinct transaction_id) from told
            where function = 'ES9+.AuthenticateClient') as asked,
          count(*) as authenticated, count(delivered) as delivered,
          count(delivered) filter (where function = 'ES9+.HandleNotification') as reported,
          count(*) filter (where function = 'ES9+.HandleNotification' and status = 'OK') as installed,
          count(*) filter (where exists (
            select from activation_event e
            where e.iccid = blamed.iccid and e.eid = blamed.eid and e.detail = 'ENABLE'
              and e.happened_at >= blamed.delivered)
            and function = 'ES9+.HandleNotification' and status = 'OK') as enabled
        from blamed""", from);

    var steps = slo("funnel").json().path("steps");

    told.forEach((name, count) ->
        assertThat(steps.path(name).asLong(-1)).as(name).isEqualTo(Math.round(count)));
    assertThat(told)
        .containsEntry("asked", 23.0)
        .containsEntry("reported", 16.0)
        .containsEntry("installed", 7.0)
        .containsEntry("enabled", 2.0);
  }

  @Test
  void tellsAttemptsApartWithoutLosingOne() {
    var whole = slo("show").json().path("attempts");

    for (var by : List.of("operator", "region", "version", "eum", "firmware", "cause")) {
      var parts = slo("show", "--by", by).json().path("attempts");
      for (var name : List.of("delivered", "succeeded", "failed", "cancelled", "unconfirmed")) {
        assertThat(sum(parts, name))
            .as(by + " " + name)
            .isEqualTo(whole.path(name).asLong());
      }
    }
    var firmware = slo("show", "--firmware", "66.82.0").json().path("attempts");
    assertThat(firmware.path("delivered").asLong()).isEqualTo(11);
    assertThat(firmware.path("succeeded").asLong()).isEqualTo(3);
    var version = slo("show", "--type", FaultyPopulation.TYPE, "--version", "1").json();
    assertThat(version.at("/attempts/delivered").asLong()).isEqualTo(20);
    assertThat(
            slo("show", "--region", "africa").json().at("/attempts/delivered").asLong())
        .isZero();
  }

  @Test
  void showsWhatWorksOnWhichCards() {
    var cards = run("devices", "--from", from, "--json").json().path("devices");
    var phones = run("devices", "--from", from, "--phones", "--json").json().path("devices");

    assertThat(cards)
        .extracting(model -> model.path("firmware").asText())
        .containsExactlyInAnyOrder("66.81.2", "66.82.0");
    assertThat(sum(cards, "delivered")).isEqualTo(20);
    assertThat(sum(phones, "delivered")).isEqualTo(20);
    assertThat(cards.get(0).path("type").asText()).isEqualTo(FaultyPopulation.TYPE);
    assertThat(cards.get(0).path("version").asInt()).isEqualTo(1);
    assertThat(phones.get(0).path("tac").asText()).hasSize(8);
  }

  @Test
  void keepsABudgetOfWhatMayGoWrong() {
    var budgets = run("slo", "budget", "--json").json().path("budgets");

    assertThat(budgets).anySatisfy(budget -> {
      assertThat(budget.path("number").asText()).isEqualTo("S3");
      long valid = budget.path("valid").asLong();
      assertThat(budget.path("allowed").asDouble()).isEqualTo(valid * 0.03, within(1e-6));
      assertThat(budget.path("used").asLong())
          .isEqualTo(valid - budget.path("good").asLong());
      assertThat(budget.path("overdrawn").asBoolean()).isTrue();
      assertThat(budget.path("burn").asDouble()).isGreaterThan(1);
    });
    assertThat(run("slo", "budget").out()).contains("S1 ", "activation");
    assertThat(run("slo", "show").out()).contains("MISSED");
  }

  @Test
  void showsATenantItsOwnAttemptsOnly() {
    var stores = HOUSE.server().stores();
    var stranger = stores
        .inventory()
        .findOperator("slo-stranger")
        .orElseGet(
            () -> stores.inventory().add(new Operator(0, "slo-stranger", Set.of("2.999.4711"))));
    assertThat(stranger.name()).isEqualTo("slo-stranger");
    var strangers = token("slo-stranger");
    var own = token(TryOut.OPERATOR);

    assertThat(HOUSE
            .admin(strangers)
            .get("/admin/v1/slo")
            .at("/attempts/delivered")
            .asLong())
        .isZero();
    assertThat(HOUSE
            .admin(own)
            .get("/admin/v1/slo?from=" + AdminClient.encoded(from))
            .at("/attempts/delivered")
            .asLong())
        .isEqualTo(20);
    assertThat(catchThrowableOfType(
            AdminClient.Refused.class,
            () -> HOUSE.admin(strangers).get("/admin/v1/funnel?type=" + FaultyPopulation.TYPE)))
        .returns(404, AdminClient.Refused::status);
    assertThat(catchThrowableOfType(
            AdminClient.Refused.class, () -> HOUSE.admin(strangers).get("/admin/v1/incidents")))
        .returns(403, AdminClient.Refused::status);
  }

  private static String token(String operator) {
    return HOUSE
        .admin()
        .post(
            "/admin/v1/tokens",
            Map.of("name", "figures of " + operator, "role", "viewer", "operator", operator))
        .path("token")
        .asText();
  }

  private static double ratio(JsonNode answer, String number) {
    for (var objective : answer.path("objectives")) {
      if (objective.path("number").asText().equals(number)) {
        return objective.path("ratio").asDouble();
      }
    }
    throw new AssertionError(number + " is missing in " + answer);
  }

  private static long sum(JsonNode rows, String name) {
    long sum = 0;
    for (var row : rows) {
      sum += row.path(name).asLong();
    }
    return sum;
  }

  private static Ran slo(String command, String... options) {
    var words = new ArrayList<>(List.of("slo", command, "--from", from, "--json"));
    words.addAll(List.of(options));
    return run(words.toArray(String[]::new));
  }

  private static Ran run(String... words) {
    var all = new ArrayList<Object>(List.of(words));
    all.addAll(List.of("--admin", HOUSE.adminUrl(), "--token-file", HOUSE.tokenFile()));
    var ran = Ran.of(all.toArray());
    assertThat(ran.err()).as("standard error").isEmpty();
    return ran;
  }
}
