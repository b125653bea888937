package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.AttemptEnd.Result;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.rollout.PreflightReport;
import org.opensmdp.activation.rollout.RolloutEvidence;
import org.opensmdp.activation.rollout.RolloutEvidence.Preflight;
import org.opensmdp.activation.rollout.RolloutEvidence.TouchedOrder;
import org.opensmdp.rsp.Bytes;

/** What rollouts are decided by, counted in PostgreSQL. */
class JooqRolloutEvidenceIT {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  private final JooqStore store = DATABASE.emptied();
  private final DSLContext db = store.database().jooq();
  private final RolloutEvidence evidence = store.stores().rolloutEvidence();
  private long version;
  private long rollout;
  private int sessions;

  @BeforeEach
  void fill() {
    var type = Samples.stocked(store.stores(), 5);
    long stable = store.stores().versions().list(type).get(0).versionId();
    version = store.stores().inventory().addStableVersion(type, Samples.TEMPLATE);
    rollout = db.fetchSingle(
            "insert into rollout (profile_type_id, from_version_id, to_version_id, state, plan, owner,"
                + " created_at, changed_at) values (?, ?, ?, 'RUNNING', '{}', 'anna', now(), now())"
                + " returning rollout_id",
            type.profileTypeId(),
            stable,
            version)
        .get(0, Long.class);
  }

  /** An attempt that ended so many minutes after the usual time, after so many seconds. */
  private void attempt(String result, String more, int number, int minutes, int seconds) {
    var ended = Samples.NOW.plus(Duration.ofMinutes(minutes));
    db.execute(
        "insert into rsp_session (transaction_id, state, iccid, eid, created_at, expires_at, version_id,"
            + " rollout_id, eum, firmware, package_version, delivered_at, delivered_octets, ended_at,"
            + " result, attribution, cause, synthetic) values (decode(lpad(?, 8, '0'), 'hex'), 'REFUSED', ?,"
            + " ?, now(), now(), ?, ?, '89049032', '66.81.2', '2.1.0', ?::timestamptz, 12000,"
            + " ?::timestamptz, ?, " + more + ")",
        String.valueOf(++sessions),
        Samples.iccid(number).digits(),
        Samples.CARD.digits(),
        version,
        rollout,
        ended.minusSeconds(seconds).toString(),
        ended.toString(),
        result);
  }

  private void attempt(String result, String attribution, int number) {
    var more = attribution.isEmpty() ? "null, '', false" : "'" + attribution + "', 'PIR 12', false";
    attempt(result, more, number, 0, 10);
  }

  @Test
  void measuresWhatCountsAndKeepsIt() {
    attempt("SUCCESS", "null, '', false", 1, 0, 10);
    attempt("SUCCESS", "null, '', false", 2, 0, 30);
    attempt("SUCCESS", "null, '', true", 3, 0, 30); // our own
    attempt("SUCCESS", "null, '', false", 3, -60 * 24 * 15, 30); // long ago
    attempt("FAILURE", "TEMPLATE", 3);
    attempt("FAILURE", "DEVICE", 4);
    attempt("CANCELLED", "USER", 4);
    attempt("UNCONFIRMED", "NETWORK", 5);

    var card = evidence.measure(
        version, Samples.NOW.minus(Duration.ofDays(14)), Samples.NOW.plusSeconds(1), "anna");

    assertThat(card.strata()).singleElement().satisfies(line -> {
      assertThat(line.stratum()).isEqualTo("89049032/66.81.2/2.1.0");
      assertThat(line.verdicts()).isEqualTo(3);
      assertThat(line.successes()).isEqualTo(2);
      assertThat(line.p50Seconds()).isCloseTo(20, within(0.01));
      assertThat(line.p95Seconds()).isCloseTo(29, within(0.01));
      assertThat(line.octets()).isEqualTo(12_000);
    });
    assertThat(evidence.newest(version)).contains(card);
    assertThat(evidence.newest(version + 1)).isEmpty();
  }

  @Test
  void listsTheLatestOfEachOrderThatWasHurtOrIsInstalled() {
    attempt("FAILURE", "TEMPLATE", 1);
    attempt("SUCCESS", "null, '', false", 1, 5, 10);
    attempt("FAILURE", "UNKNOWN", 2);
    attempt("FAILURE", "USER", 3);
    attempt("UNCONFIRMED", "UNKNOWN", 4);

    var touched = evidence.touched(rollout, Optional.empty(), 10);

    assertThat(touched)
        .extracting(TouchedOrder::iccid, TouchedOrder::result)
        .containsExactly(
            tuple(Samples.iccid(1), Result.SUCCESS),
            tuple(Samples.iccid(2), Result.FAILURE),
            tuple(Samples.iccid(4), Result.UNCONFIRMED));
    assertThat(touched.get(1).attribution()).contains(Attribution.UNKNOWN);
    assertThat(evidence.touched(rollout, Optional.of(Samples.iccid(2)), 1)).hasSize(1);
    assertThat(evidence.touched(rollout + 1, Optional.empty(), 10)).isEmpty();
  }

  @Test
  void keepsReportsInTheirOrder() {
    var cause = new PreflightReport.Cause("PIR 12", "install", 7);
    var pack = new PreflightReport.Pack("eu-urban", 60, 53, 31.5, List.of(cause));
    var report = new PreflightReport(Bytes.fromHex("5A".repeat(32)), List.of(pack));
    var failed = new Preflight(Samples.NOW, "anna", false, report);
    var passed = new Preflight(Samples.NOW.plusSeconds(5), "ben", true, report);

    evidence.add(rollout, failed);
    evidence.add(rollout, passed);

    assertThat(evidence.preflights(rollout)).containsExactly(failed, passed);
    assertThat(evidence.hasFinished(version)).isFalse();
    db.execute("update rollout set state = 'STABLE'");
    assertThat(evidence.hasFinished(version)).isTrue();
  }
}
