package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.AttemptEnd;
import org.opensmdp.activation.AttemptObserver;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.ObservedAttempts;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.TransactionId;

/** What those read of attempts and of the service who count and watch, out of PostgreSQL. */
class WatchedAttemptsIT {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  /** Nine digits: finer than PostgreSQL, which rounds to six. */
  private static final Instant ENDED = Instant.parse("2026-03-01T12:15:00.987654700Z");

  private static final Duration HOUR = Duration.ofHours(1);

  private final List<Instant> silent = new ArrayList<>();
  private Stores stores;
  private ProfileType type;
  private AttemptRows rows;
  private ServiceFigures figures;

  @BeforeEach
  void fill() {
    var emptied = DATABASE.emptied();
    stores = emptied.stores();
    rows = new AttemptRows(emptied.database());
    figures = new ServiceFigures(emptied.database());
    type = Samples.stocked(stores, 2);
  }

  @Test
  void readsAttemptsByTheirTransactions() {
    deliver(1);
    Samples.begin(stores, 2, Samples.release(stores, 2), Samples.token(2));

    var found =
        rows.find(List.of(Samples.transaction(1), Samples.transaction(2), Samples.transaction(3)));

    assertThat(found).hasSize(2);
    var delivered = Objects.requireNonNull(found.get(Samples.transaction(1)));
    assertThat(delivered.operator()).isEqualTo("Operator");
    assertThat(delivered.version()).isEqualTo("Plan/1");
    assertThat(delivered.mcc()).hasValue("001");
    assertThat(delivered.firmware()).isEqualTo(Samples.FACTS.firmware());
    assertThat(delivered.begunAt()).isEqualTo(Samples.NOW);
    assertThat(delivered.firstContact()).isEqualTo(Samples.NOW);
    assertThat(delivered.deliveredAt()).isPresent();
    assertThat(delivered.result()).isEmpty();
    assertThat(Objects.requireNonNull(found.get(Samples.transaction(2))).deliveredAt())
        .isEmpty();
    assertThat(rows.find(List.of())).isEmpty();
  }

  @Test
  void tellsOfSilentAttemptsWithTheTimeThatIsStored() {
    deliver(1);

    assertThat(giveUp()).hasSize(1);

    var row = Objects.requireNonNull(
        rows.find(List.of(Samples.transaction(1))).get(Samples.transaction(1)));
    assertThat(row.result()).hasValue(AttemptEnd.Result.UNCONFIRMED);
    assertThat(row.attribution()).hasValue(Attribution.NETWORK);
    assertThat(silent).hasSize(1);
    assertThat(Duration.between(row.endedAt().orElseThrow(), silent.get(0)).abs())
        .isLessThanOrEqualTo(Duration.ofNanos(1_000));
  }

  @Test
  void readsTheAttemptThatInstalledAProfile() {
    deliver(1);
    assertThat(rows.installed(Samples.iccid(1))).isEmpty();

    end("result = 'SUCCESS', ended_at = now()");

    assertThat(rows.installed(Samples.iccid(1)).orElseThrow().result())
        .hasValue(AttemptEnd.Result.SUCCESS);
    assertThat(rows.installed(Samples.iccid(2))).isEmpty();
  }

  @Test
  void readsWhichCardsAndVersionsMeetMost() {
    deliver(1);
    giveUp();

    assertThat(rows.combinations(ENDED.minus(HOUR), 10))
        .containsExactly(
            new AttemptRows.Combination(Samples.FACTS.eum(), Samples.FACTS.firmware(), "Plan/1"));
    assertThat(rows.combinations(ENDED.plus(HOUR), 10)).isEmpty();

    end("synthetic = true");
    assertThat(rows.combinations(ENDED.minus(HOUR), 10)).isEmpty();
  }

  @Test
  void countsSilentDownloads() {
    assertThat(silence(true)).isEqualTo(new ServiceFigures.Silence(0, 0));
    deliver(1);
    giveUp();
    assertThat(silence(true)).isEqualTo(new ServiceFigures.Silence(1, 1));

    end("late_result = 'SUCCESS'");

    assertThat(silence(true)).isEqualTo(new ServiceFigures.Silence(1, 1));
    assertThat(silence(false)).isEqualTo(new ServiceFigures.Silence(1, 0));
  }

  @Test
  void readsAServiceInWhichNothingHasHappened() {
    assertThat(figures.rollouts()).containsEntry("started", 0L).containsEntry("quarantined", 0L);
    assertThat(figures.running()).isEmpty();
    assertThat(figures.incidents(ENDED))
        .containsExactly(
            new ServiceFigures.Incidents("PAGE", 0, 0, 0),
            new ServiceFigures.Incidents("TICKET", 0, 0, 0));
    assertThat(figures.means(ENDED, Duration.ofDays(30)))
        .containsExactlyInAnyOrder(
            new ServiceFigures.Means("rollout", 0, 0, 0, 0),
            new ServiceFigures.Means("other", 0, 0, 0, 0));
    assertThat(figures.events().octets()).isPositive();
  }

  @Test
  void readsRolloutsAndIncidents() {
    rollout("RUNNING", 2);
    incident();

    assertThat(figures.rollouts()).containsEntry("started", 1L).containsEntry("quarantined", 1L);
    assertThat(figures.running())
        .containsExactly(new ServiceFigures.Running("Plan", 2, false, 0, 0));
    assertThat(figures.incidents(ENDED))
        .contains(new ServiceFigures.Incidents("PAGE", 1, 900, 900));
    assertThat(figures.means(ENDED, Duration.ofDays(30)))
        .contains(new ServiceFigures.Means("rollout", 1, 60, 0, 900));
  }

  private void deliver(int number) {
    Samples.begin(stores, number, Samples.release(stores, number), Samples.token(number));
    var download = stores.downloads().find(Samples.transaction(number)).orElseThrow();
    assertThat(Samples.bind(stores, download)).isTrue();
  }

  private List<?> giveUp() {
    var observer = new AttemptObserver() {
      @Override
      public void stepped(TransactionId attempt, Step step, Instant at) {
        assertThat(step).isEqualTo(Step.SILENT);
        silent.add(at);
      }

      @Override
      public void changed(Iccid profile, NotificationEvent operation, Instant at) {}
    };
    var told = new ActivationEvent(
        ENDED,
        "SilentAttempt",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ActivationEvent.OK,
        "",
        Duration.ZERO,
        Optional.empty(),
        Optional.of(AttemptEnd.silence()));
    return new ObservedAttempts(stores.attempts(), observer).endSilent(ENDED, 10, told);
  }

  private ServiceFigures.Silence silence(boolean lateCounts) {
    return figures.silence(ENDED.plusSeconds(1), HOUR, lateCounts);
  }

  private void end(String how) {
    assertThat(execute("update rsp_session set " + how)).isEqualTo(1);
  }

  private static int execute(String statement, Object... values) {
    return DATABASE.get().database().jooq().execute(statement, values);
  }

  private void rollout(String state, int stage) {
    stores.inventory().addStableVersion(type, Samples.TEMPLATE);
    assertThat(execute("""
        insert into rollout (profile_type_id, from_version_id, to_version_id, state, stage, plan,
          quarantined, owner, created_at, stage_since, changed_at)
        select t.profile_type_id, min(v.profile_version_id), max(v.profile_version_id), ?, ?, '{}',
          '["89049032/66.81.2/2.1.0"]', 'somebody', now(), now(), now()
        from profile_type t join profile_version v using (profile_type_id)
        group by 1""", state, stage)).isEqualTo(1);
  }

  /** Found a minute after it began, a quarter of an hour ago. */
  private static void incident() {
    assertThat(execute("""
        insert into incident (severity, cause, title, opened_by, actor, source, started_at,
          detected_at)
        values ('PAGE', 'ROLLOUT', 'A version hurts', 'GATE', 'gate', 'rollout 1',
          ?::timestamptz - interval '16 minutes', ?::timestamptz - interval '15 minutes')""", ENDED.toString(), ENDED.toString())).isEqualTo(1);
  }
}
