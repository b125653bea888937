package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.persistence.db.Tables.RSP_SESSION;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.AttemptEnd;
import org.opensmdp.activation.Handoff;
import org.opensmdp.activation.HandoffObserver;
import org.opensmdp.activation.HandoffPolicy;
import org.opensmdp.activation.Notifications.Origin;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.SilentAttempts;
import org.opensmdp.persistence.db.tables.records.RspSessionRecord;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.NotificationEvent;

/** Attempts and how they end, with PostgreSQL behind. */
class JooqAttemptsIT {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  private static final Instant LATER = Samples.NOW.plus(Duration.ofMinutes(15));

  private final Map<HandoffPolicy, Long> timeouts = new ConcurrentHashMap<>();
  private Stores stores;

  @BeforeEach
  void fill() {
    stores = DATABASE.emptied().stores();
    Samples.stocked(stores, 2);
  }

  @Test
  void knowsWhatAnAttemptIsCountedBy() {
    deliver(1);

    var attempt = attempt(1);

    assertThat(attempt.getFirmware()).isEqualTo(Samples.FACTS.firmware());
    assertThat(attempt.getMcc()).isEqualTo("001");
    assertThat(attempt.getDeliveredOctets()).isEqualTo(Samples.BLOCKS.size());
    assertThat(attempt.getDeliveredAt().toInstant()).isAfterOrEqualTo(Samples.NOW);
    assertThat(attempt.getResult()).isNull();
    assertThat(attempt.getVersionId()).isNotNull();
    assertThat(attempt.getOperatorId()).isNotNull();
  }

  @Test
  void endsAnAttemptThatNobodyReports() {
    deliver(1);

    assertThat(silent(LATER.minusSeconds(1)).run(10)).isZero();
    assertThat(silent(LATER.plusSeconds(1)).run(10)).isEqualTo(1);
    assertThat(silent(LATER.plusSeconds(2)).run(10)).isZero();

    assertThat(attempt(1).getResult()).isEqualTo("UNCONFIRMED");
    assertThat(attempt(1).getAttribution()).isEqualTo("NETWORK");
    assertThat(timeouts).containsEntry(HandoffPolicy.INSTALLATION, 1L);
    var told = stores.timeline().of(Samples.iccid(1));
    assertThat(told.get(told.size() - 1).function()).isEqualTo("SilentAttempt");
    assertThat(told.get(told.size() - 1).detail()).contains("no report came in 15 minutes");
  }

  @Test
  void correctsASilentAttemptByItsLateReport() {
    deliver(1);
    silent(LATER.plusSeconds(1)).run(10);

    report(1);

    assertThat(attempt(1).getResult()).isEqualTo("UNCONFIRMED");
    assertThat(attempt(1).getLateResult()).isEqualTo("SUCCESS");
  }

  @Test
  void endsAnAttemptOnceByItsReport() {
    deliver(1);
    report(1);

    assertThat(silent(LATER.plusSeconds(1)).run(10)).isZero();
    assertThat(attempt(1).getResult()).isEqualTo("SUCCESS");
    assertThat(attempt(1).getAttribution()).isNull();
    assertThat(attempt(1).getLateResult()).isNull();
  }

  @Test
  void endsASessionThatNeverAskedForItsPackage() {
    Samples.begin(stores, 1, Samples.release(stores, 1), Samples.token(1));

    assertThat(silent(Samples.NOW.plusSeconds(1_799)).run(10)).isZero();
    assertThat(silent(Samples.NOW.plusSeconds(1_800)).run(10)).isEqualTo(1);

    assertThat(attempt(1).getResult()).isEqualTo("UNCONFIRMED");
    assertThat(attempt(1).getDeliveredAt()).isNull();
    assertThat(timeouts).containsEntry(HandoffPolicy.DELIVERY, 1L);
  }

  private void deliver(int number) {
    Samples.begin(stores, number, Samples.release(stores, number), Samples.token(number));
    var download = stores.downloads().find(Samples.transaction(number)).orElseThrow();
    assertThat(Samples.bind(stores, download)).isTrue();
  }

  private void report(int number) {
    var read = stores.downloads().findSession(Samples.transaction(number)).orElseThrow();
    var to = ((Profile.Downloaded) read.profile()).installed();
    var event = Samples.event("ES9+.HandleNotification", read.profile(), to);
    var ending = new ActivationEvent(
        LATER.plusSeconds(60),
        event.function(),
        event.iccid(),
        event.eid(),
        Optional.of(Samples.transaction(number)),
        event.from(),
        event.to(),
        event.status(),
        "",
        Duration.ZERO,
        Optional.empty(),
        Optional.of(new AttemptEnd(AttemptEnd.Result.SUCCESS, Optional.empty(), "")));
    long stored = stores.notifications().store(Bytes.fromHex("BF37"), LATER).orElseThrow();
    var origin =
        new Origin(Samples.CARD, number, Optional.of(NotificationEvent.INSTALL), "smdp.example");
    assertThat(stores.notifications().accept(stored, origin, read, to, Optional.empty(), ending))
        .isTrue();
  }

  private RspSessionRecord attempt(int number) {
    return DATABASE
        .get()
        .database()
        .jooq()
        .selectFrom(RSP_SESSION)
        .where(
            RSP_SESSION.TRANSACTION_ID.eq(Samples.transaction(number).octets().toArray()))
        .fetchSingle();
  }

  private SilentAttempts silent(Instant now) {
    var observer = new HandoffObserver() {
      @Override
      public void checked(Handoff handoff, Handoff.Result result, long times) {}

      @Override
      public void contradicted(Handoff handoff) {}

      @Override
      public void timedOut(HandoffPolicy handoff, long times) {
        timeouts.merge(handoff, times, Long::sum);
      }
    };
    return new SilentAttempts(stores.attempts(), observer, () -> now);
  }
}
