package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.AttemptFacts;
import org.opensmdp.activation.Downloads.Begun;
import org.opensmdp.activation.NewVersion;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileVersion;
import org.opensmdp.activation.RspSession;
import org.opensmdp.activation.SessionTerms;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.gate.Decision;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.Candidate;
import org.opensmdp.activation.rollout.Judgement;
import org.opensmdp.activation.rollout.Recalls.Incident;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutBaselines;
import org.opensmdp.activation.rollout.RolloutByHand;
import org.opensmdp.activation.rollout.RolloutByHand.Deed;
import org.opensmdp.activation.rollout.RolloutKeeper;
import org.opensmdp.activation.rollout.RolloutObserver;
import org.opensmdp.activation.rollout.RolloutPlan;
import org.opensmdp.activation.rollout.RolloutStage;
import org.opensmdp.activation.rollout.RolloutState;
import org.opensmdp.activation.rollout.RolloutStep;
import org.opensmdp.activation.rollout.Rollouts.Moved;
import org.opensmdp.activation.rollout.VersionChoice;
import org.opensmdp.activation.rollout.VersionException;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.Holes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/** Kinds of cards that stay with another version, with PostgreSQL behind. */
class JooqExceptionsIT {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  private static final Instant NOW = Samples.NOW;
  private static final String BAD = "66.81.2";
  private static final String GOOD = "4.6.0";
  private static final Stratum KIND = Stratum.of("89049032/66.81.2/2.1.0");

  private Stores stores;
  private Sealer sealer;
  private ProfileType type;
  private Instant now = NOW;

  @BeforeEach
  void fill() {
    var emptied = DATABASE.emptied();
    stores = emptied.stores();
    sealer = emptied.sealer();
    now = NOW;
    var inventory = stores.inventory();
    type = Samples.plan(stores);
    inventory.addStableVersion(type, BundledTemplate.load());
    inventory.addStock(type, Samples.subscribers(1, 20));
    execute("update profile_version set stable_since = '2026-02-01'");
    candidate();
    candidate();
  }

  private void candidate() {
    stores
        .inventory()
        .addVersion(
            type,
            new NewVersion(
                BundledTemplate.load(9_000),
                Holes.NONE,
                VersionState.CANDIDATE,
                "test",
                "",
                List.of()));
  }

  @Test
  void becomesStableByItselfAndLeavesTheQuarantinedCardsTheVersionBefore() {
    for (int i = 1; i <= 5; i++) {
      Samples.release(stores, i);
    }
    var pinned = begun(5, GOOD); // before the rollout: stays with version 1
    var rollout = quarantined(1, 2);
    assertThat(keeper(stores, good()).run()).isEqualTo(1); // 100 %, and no bake: complete
    assertThat(state(rollout)).isEqualTo(RolloutState.COMPLETE);

    assertThat(keeper(stores, good()).run()).isEqualTo(1);

    assertThat(state(rollout)).isEqualTo(RolloutState.STABLE);
    assertThat(version(2).state()).isEqualTo(VersionState.STABLE);
    assertThat(version(1).state()).isEqualTo(VersionState.CANDIDATE);
    assertThat(exceptions()).singleElement().satisfies(it -> {
      assertThat(it.stratum()).isEqualTo(KIND);
      assertThat(it.versionId()).isEqualTo(id(1));
      assertThat(it.failed()).containsExactly(id(2));
      assertThat(it.rolloutId()).isEqualTo(rollout.rolloutId());
      assertThat(it.holds()).isTrue();
    });
    assertThat(chosen(stores, 1, BAD)).isEqualTo(VersionChoice.plain(id(1)));
    assertThat(chosen(stores, 1, GOOD)).isEqualTo(VersionChoice.plain(id(2)));
    assertThat(pinned.versionId()).isEqualTo(id(1));
    assertThat(chosen(stores, 5, GOOD).versionId()).isEqualTo(id(1));
    assertThat(stores.rollouts().steps(rollout.rolloutId()))
        .extracting(RolloutStep::kind)
        .endsWith(RolloutStep.Kind.STABLE, RolloutStep.Kind.EXCEPTED);
    assertThat(DATABASE
            .get()
            .database()
            .jooq()
            .fetchValue("select string_agg(text, '') from incident_note")
            .toString())
        .isEqualTo("from now on cards 89049032/66.81.2/2.1.0 get version 1, until a rollout"
            + " reaches them or somebody lifts it");
    assertThat(begun(1, BAD).versionId()).isEqualTo(id(1));
  }

  @Test
  void waitsForTheEndOfTheBakeAndForAGateThatDoesNotObject() {
    var rollout = quarantined(1, 2, RolloutStage.bake(Duration.ofHours(1)));
    keeper(stores, good()).run();

    assertThat(keeper(stores, good()).run()).isZero();
    now = now.plus(Duration.ofHours(1));
    keeper(stores, (at, samples, steps, baselines) -> new Decision.Freeze("muddy"))
        .run();

    assertThat(state(rollout)).isEqualTo(RolloutState.PAUSED);
    assertThat(exceptions()).isEmpty();
  }

  @Test
  void makesOneExceptionAndOneStepWhoeverKeepsItAtTheSameTime() {
    var rollout = quarantined(1, 2);
    keeper(stores, good()).run();
    var other = Stores.of(DATABASE.get().database(), sealer, "node-2");

    var all = List.of(stores, other, stores, other).stream()
        .map(node -> CompletableFuture.supplyAsync(() -> keeper(node, good()).run()))
        .toList();

    assertThat(all.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(1);
    assertThat(exceptions()).hasSize(1);
    assertThat(stores.rollouts().steps(rollout.rolloutId()))
        .extracting(RolloutStep::kind)
        .containsOnlyOnce(RolloutStep.Kind.STABLE, RolloutStep.Kind.EXCEPTED);
    assertThat(count("incident_note")).isEqualTo(1);
  }

  @Test
  void givesBackWhatAPersonLifts() {
    var rollout = settled(1, 2);
    Samples.release(stores, 1);
    var exception = exceptions().get(0);
    var byHand = new RolloutByHand(stores.rollouts(), stores.recalls(), () -> now);

    byHand.lift(exception, new Deed("ann", "the maker has mended the firmware"));

    assertThat(chosen(stores, 1, BAD).versionId()).isEqualTo(id(2));
    assertThat(exceptions().get(0).lifted()).hasValueSatisfying(end -> {
      assertThat(end.by()).isEqualTo("ann");
      assertThat(end.rolloutId()).isEmpty();
    });
    assertThat(stores.rollouts().steps(rollout.rolloutId())).last().satisfies(step -> {
      assertThat(step.kind()).isEqualTo(RolloutStep.Kind.LIFTED);
      assertThat(step.actor()).isEqualTo("ann");
    });
    assertThat(stores
            .rollouts()
            .lift(
                exception, new VersionException.Lifted(now, "ben", "again", OptionalLong.empty())))
        .isFalse();
  }

  @Test
  void takesTheExceptionsBaselineForItsCards() {
    settled(1, 2);
    Samples.release(stores, 1);
    Samples.release(stores, 2);
    ended(1, begun(1, BAD));
    ended(2, begun(2, GOOD));
    now = now.plusSeconds(60);
    var next = create(2, 3);

    var strata =
        RolloutBaselines.of(stores.rollouts(), next, now.plusSeconds(60), Duration.ofDays(1));

    assertThat(strata).containsOnlyKeys(KIND, Stratum.of("89049032/4.6.0/2.1.0"));
    assertThat(stores.rollouts().baselines(id(2), now.plusSeconds(60), Duration.ofDays(1)))
        .doesNotContainKey(KIND);
  }

  @Test
  void liftsTheExceptionWhenAMendedVersionHasReachedItsCards() {
    settled(1, 2);
    Samples.release(stores, 1);
    now = now.plusSeconds(60);
    var mended = running(2, 3);
    var given = begun(1, BAD);
    assertThat(given.versionId()).isEqualTo(id(3));
    ended(1, given);

    keeper(stores, good()).run();
    keeper(stores, good()).run();

    assertThat(state(mended)).isEqualTo(RolloutState.STABLE);
    assertThat(exceptions())
        .singleElement()
        .satisfies(
            it -> assertThat(it.lifted().orElseThrow().rolloutId()).hasValue(mended.rolloutId()));
    Samples.release(stores, 2);
    assertThat(chosen(stores, 2, BAD).versionId()).isEqualTo(id(3));

    // back by hand to the version that fails on them: excepted again
    assertThat(stores.versions().move(version(2), VersionState.STABLE, "", now)).isTrue();
    assertThat(chosen(stores, 2, BAD).versionId()).isEqualTo(id(1));
    assertThat(chosen(stores, 2, GOOD).versionId()).isEqualTo(id(2));
  }

  @Test
  void staysWithWhatItHasWhenOneMoreVersionFails() {
    settled(1, 2);
    now = now.plusSeconds(60);
    var third = running(2, 3);
    var quarantined = find(third).quarantining(KIND, "bad", now);
    stores
        .recalls()
        .recall(
            find(third),
            quarantined,
            step(RolloutStep.Kind.QUARANTINED),
            new Incident("GATE", "gate", "t", "d"));
    keeper(stores, good()).run();
    keeper(stores, good()).run();

    Samples.release(stores, 1);
    assertThat(chosen(stores, 1, BAD).versionId()).isEqualTo(id(1));
    assertThat(exceptions()).hasSize(2).first().satisfies(it -> {
      assertThat(it.holds()).isTrue();
      assertThat(it.failed()).containsExactlyInAnyOrder(id(2), id(3));
    });
  }

  @Test
  void fallsBackToTheLastStableVersionThatDoesNotFailAndElseSendsTheCardAway() {
    settled(1, 2);
    Samples.release(stores, 1);
    execute("update profile_version set stable_since = '2026-02-20' where number = 3");
    assertThat(chosen(stores, 1, BAD).versionId()).isEqualTo(id(1));

    assertThat(stores.versions().move(version(1), VersionState.WITHDRAWN, "old", now))
        .isTrue();
    assertThat(chosen(stores, 1, BAD).versionId()).isEqualTo(id(3));

    assertThat(stores.versions().move(version(3), VersionState.WITHDRAWN, "old", now))
        .isTrue();
    assertThatExceptionOfType(RspException.class)
        .isThrownBy(() -> chosen(stores, 1, BAD))
        .satisfies(refusal ->
            assertThat(refusal.status()).isEqualTo(StatusCode.PROFILE_TYPE_STOPPED_ON_WARNING));
    assertThat(chosen(stores, 1, GOOD).versionId()).isEqualTo(id(2));
  }

  @Test
  void endsWithTheVersionThatItKeepsCardsFrom() {
    settled(1, 2);
    assertThat(stores.versions().move(version(1), VersionState.STABLE, "back", now))
        .isTrue();
    assertThat(exceptions().get(0).holds()).isTrue();

    assertThat(stores.versions().move(version(2), VersionState.WITHDRAWN, "bad", now))
        .isTrue();

    assertThat(exceptions().get(0).lifted().orElseThrow().why()).isEqualTo("bad");
    assertThat(count("profile_type where exceptions = '[]'")).isEqualTo(1);
  }

  @Test
  void staysIfAnotherVersionIsStableByThen() {
    settled(1, 2);
    assertThat(stores.versions().move(version(3), VersionState.STABLE, "new", now))
        .isTrue();

    assertThat(stores.versions().move(version(2), VersionState.WITHDRAWN, "bad", now))
        .isTrue();

    assertThat(exceptions().get(0).holds()).isTrue();
  }

  // how rollouts come about

  private Rollout settled(int from, int to) {
    var rollout = quarantined(from, to);
    keeper(stores, good()).run();
    keeper(stores, good()).run();
    assertThat(state(rollout)).isEqualTo(RolloutState.STABLE);
    return rollout;
  }

  private Rollout quarantined(int from, int to, RolloutStage... bake) {
    var rollout = running(from, to, bake);
    assertThat(keeper(stores, good()).quarantine(rollout, KIND, RolloutStep.GATE, "bad"))
        .isTrue();
    execute("delete from incident_note");
    return rollout;
  }

  private Rollout create(int from, int to, RolloutStage... bake) {
    var stages = new ArrayList<>(List.of(
        RolloutStage.preflight(), RolloutStage.percent(10_000, Duration.ZERO, Minimum.STANDARD)));
    stages.addAll(List.of(bake));
    var draft =
        Rollout.draft(type.profileTypeId(), id(from), id(to), RolloutPlan.of(stages), "ann", now);
    return stores.rollouts().create(draft, step(RolloutStep.Kind.CREATED));
  }

  private Rollout running(int from, int to, RolloutStage... bake) {
    var draft = create(from, to, bake);
    var started = draft.started("go", now);
    var running = started.preflightPassed("clean", now);
    move(draft, started);
    move(started, running);
    return running;
  }

  private void move(Rollout from, Rollout to) {
    assertThat(stores.rollouts().move(from, to, step(RolloutStep.Kind.STARTED)))
        .isEqualTo(Moved.DONE);
  }

  private RolloutStep step(RolloutStep.Kind kind) {
    return new RolloutStep(now, "ann", kind, 0, "");
  }

  private RolloutKeeper keeper(Stores node, Judgement judgement) {
    return new RolloutKeeper(
        node.rollouts(),
        node.recalls(),
        node.versions(),
        judgement,
        RolloutObserver.NONE,
        () -> now);
  }

  private static Judgement good() {
    return (rollout, samples, steps, baselines) -> new Decision.Accept("60 of 60");
  }

  private Rollout find(Rollout rollout) {
    return stores.rollouts().find(rollout.rolloutId()).orElseThrow();
  }

  private RolloutState state(Rollout rollout) {
    return find(rollout).state();
  }

  private List<VersionException> exceptions() {
    return stores.rollouts().exceptions(type.profileTypeId());
  }

  private ProfileVersion version(int number) {
    return stores.versions().find(type, number).orElseThrow();
  }

  private long id(int number) {
    return version(number).versionId();
  }

  // how devices come

  private static AttemptFacts facts(String firmware) {
    return new AttemptFacts(
        Optional.of("262"), "89049032", firmware, "2.2.0", "2.1.0", Optional.empty());
  }

  private static Eid card(int number) {
    return Eid.withCheckDigits("89049032%022d".formatted(number));
  }

  private static VersionChoice chosen(Stores node, int number, String firmware) {
    var offer = node.downloads().findByMatchingId(Samples.token(number)).orElseThrow();
    var candidate = new Candidate(card(number), facts(firmware), "35000112", offer.tag());
    return VersionChoice.of(
        offer.versionId(), offer.pin(), offer.rollout(), offer.exceptions(), candidate);
  }

  /** Lets the order's card in. */
  private VersionChoice begun(int number, String firmware) {
    var from = (Profile.Downloadable)
        stores.profiles().find(Samples.iccid(number)).orElseThrow().profile();
    var choice = chosen(stores, number, firmware);
    var to = from.authenticated(card(number));
    var facts = choice.rollout().map(it -> facts(firmware).in(it.rolloutId()));
    var terms = Samples.terms(number, from.iccid());
    var session = new RspSession.Authenticated(new SessionTerms(
        terms.transactionId(),
        terms.iccid(),
        card(number),
        terms.credentialSet(),
        terms.requestDigest(),
        terms.euiccKey(),
        terms.smdpSigned2(),
        terms.smdpSignature2(),
        terms.profileMetadata(),
        false,
        Optional.empty(),
        terms.tac(),
        facts.or(() -> Optional.of(facts(firmware))),
        false,
        terms.createdAt(),
        terms.expiresAt()));
    var event = Samples.event("ES9+.AuthenticateClient", from, to);
    assertThat(stores.downloads().begin(session, from, to, choice, List.of(event, event)))
        .isEqualTo(Begun.DONE);
    return choice;
  }

  /** Delivers the package, and ends the attempt as a good report would. */
  private void ended(int number, VersionChoice choice) {
    var download = stores.downloads().find(Samples.transaction(number)).orElseThrow();
    assertThat(Samples.bind(stores, download)).as("%s", choice).isTrue();
    now = now.plusSeconds(1);
    execute("update rsp_session set state = 'CLOSED', result = 'SUCCESS', ended_at = '" + now
        + "' where transaction_id = '\\x" + Samples.transaction(number).octets() + "'");
    execute("update profile set state = 'INSTALLED' where matching_id = '"
        + Samples.token(number).text() + "'");
  }

  private static int count(String from) {
    return DATABASE
        .get()
        .database()
        .jooq()
        .fetchSingle("select count(*) from " + from)
        .get(0, Integer.class);
  }

  private static void execute(String statement) {
    DATABASE.get().database().jooq().execute(statement);
  }
}
