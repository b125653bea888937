package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.AttemptFacts;
import org.opensmdp.activation.Downloads.Begun;
import org.opensmdp.activation.NewVersion;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.RspSession;
import org.opensmdp.activation.SessionTerms;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.gate.Decision;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.rollout.Candidate;
import org.opensmdp.activation.rollout.FreezeWindow;
import org.opensmdp.activation.rollout.Judgement;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutKeeper;
import org.opensmdp.activation.rollout.RolloutObserver;
import org.opensmdp.activation.rollout.RolloutPlan;
import org.opensmdp.activation.rollout.RolloutStage;
import org.opensmdp.activation.rollout.RolloutStep;
import org.opensmdp.activation.rollout.Rollouts.Moved;
import org.opensmdp.activation.rollout.VersionChoice;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.Holes;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;

/** Rollouts of a type with two versions and some stock, in PostgreSQL, and what tests of them do. */
abstract class RolloutsInPostgres {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  static final Instant NOW = Samples.NOW;
  static final String FIRMWARE = "66.81.2";
  static final int STOCK = 40;

  Stores stores;
  Sealer sealer;
  ProfileType type;
  long oldVersion;
  long newVersion;
  Instant now = NOW;

  @BeforeEach
  void fill() {
    var emptied = DATABASE.emptied();
    stores = emptied.stores();
    sealer = emptied.sealer();
    now = NOW;
    var inventory = stores.inventory();
    type = Samples.plan(stores);
    oldVersion = inventory.addStableVersion(type, BundledTemplate.load());
    newVersion = inventory.addVersion(
        type,
        new NewVersion(
            BundledTemplate.load(9_000),
            Holes.NONE,
            VersionState.CANDIDATE,
            "test",
            "",
            List.of()));
    inventory.addStock(type, Samples.subscribers(1, STOCK));
  }

  /** Runs a keeper until it moves nothing any more. */
  record RolloutKeeperLoop(RolloutKeeper keeper) {
    void runToTheEnd() {
      int rounds = 0;
      while (keeper.run() > 0) {
        assertThat(++rounds).isLessThan(20);
      }
    }
  }

  static RolloutPlan toAll() {
    return RolloutPlan.of(List.of(
        RolloutStage.preflight(),
        RolloutStage.percent(10_000, Duration.ofHours(2), Minimum.STANDARD)));
  }

  RolloutKeeper keeper(Judgement judgement) {
    return new RolloutKeeper(
        stores.rollouts(),
        stores.recalls(),
        stores.versions(),
        judgement,
        RolloutObserver.NONE,
        () -> now);
  }

  static Judgement waiting() {
    return (rollout, samples, steps, baselines) -> new Decision.Wait("few");
  }

  static Judgement good() {
    return (rollout, samples, steps, baselines) -> new Decision.Accept("60 of 60");
  }

  static Judgement bad() {
    return (rollout, samples, steps, baselines) -> new Decision.RollBack("0 of 5");
  }

  Rollout create(RolloutPlan plan) {
    var draft = Rollout.draft(type.profileTypeId(), oldVersion, newVersion, plan, "ann", NOW);
    return stores.rollouts().create(draft, step("ann", RolloutStep.Kind.CREATED, 0));
  }

  Rollout running(RolloutPlan plan) {
    var draft = create(plan);
    var started = draft.started("go", NOW);
    assertThat(move(draft, started)).isEqualTo(Moved.DONE);
    var running = started.preflightPassed("clean", NOW);
    assertThat(move(started, running)).isEqualTo(Moved.DONE);
    return running;
  }

  Moved move(Rollout from, Rollout to) {
    return stores.rollouts().move(from, to, step("ann", RolloutStep.Kind.STARTED, to.stage()));
  }

  static RolloutStep step(String actor, RolloutStep.Kind kind, int stage) {
    return new RolloutStep(NOW, actor, kind, stage, "");
  }

  static FreezeWindow freeze(Instant from, Instant to) {
    return new FreezeWindow(0, OptionalLong.empty(), from, to, "holidays", "ann");
  }

  Rollout find(Rollout rollout) {
    return stores.rollouts().find(rollout.rolloutId()).orElseThrow();
  }

  static Eid card(int number) {
    return Eid.withCheckDigits("89049032%022d".formatted(number));
  }

  static AttemptFacts facts(String firmware) {
    return new AttemptFacts(
        Optional.of("262"), "89049032", firmware, "2.2.0", "2.1.0", Optional.empty());
  }

  static VersionChoice chosen(Stores node, int number, Eid card, String firmware) {
    var offer = node.downloads().findByMatchingId(token(number)).orElseThrow();
    var candidate = new Candidate(card, facts(firmware), "35000112", offer.tag());
    return VersionChoice.of(offer.versionId(), offer.pin(), offer.rollout(), candidate);
  }

  static MatchingId token(int number) {
    return Samples.token(number);
  }

  /** Releases the order, lets its card in, delivers the package. */
  VersionChoice delivered(int number, String firmware) {
    Samples.release(stores, number);
    var choice = begun(number, card(number), firmware, number);
    bound(number);
    return choice;
  }

  VersionChoice begun(int number, Eid card, String firmware, int transaction) {
    var from = (Profile.Downloadable)
        stores.profiles().find(Samples.iccid(number)).orElseThrow().profile();
    var choice = chosen(stores, number, card, firmware);
    var begun = begin(from, choice, card, firmware, transaction);
    if (begun == Begun.NO_ROOM) {
      choice = VersionChoice.plain(oldVersion);
      begun = begin(from, choice, card, firmware, transaction);
    }
    assertThat(begun).isEqualTo(Begun.DONE);
    return choice;
  }

  Begun begin(
      Profile.Downloadable from, VersionChoice choice, Eid card, String firmware, int transaction) {
    var to = from.authenticated(card);
    var facts =
        choice.rollout().map(it -> facts(firmware).in(it.rolloutId())).orElse(facts(firmware));
    var terms = Samples.terms(transaction, from.iccid());
    var session = new RspSession.Authenticated(new SessionTerms(
        terms.transactionId(),
        terms.iccid(),
        card,
        terms.credentialSet(),
        terms.requestDigest(),
        terms.euiccKey(),
        terms.smdpSigned2(),
        terms.smdpSignature2(),
        terms.profileMetadata(),
        false,
        Optional.empty(),
        terms.tac(),
        Optional.of(facts),
        false,
        terms.createdAt(),
        terms.expiresAt()));
    var event = Samples.event("ES9+.AuthenticateClient", from, to);
    return stores.downloads().begin(session, from, to, choice, List.of(event, event));
  }

  void bound(int transaction) {
    var download = stores.downloads().find(Samples.transaction(transaction)).orElseThrow();
    assertThat(Samples.bind(stores, download)).isTrue();
  }

  /** Ends an attempt as a report would, one after the other. */
  void verdict(int number, String result) {
    now = now.plusSeconds(1);
    boolean good = result.equals("SUCCESS");
    execute("update rsp_session set state = 'CLOSED', result = '" + result + "', ended_at = '" + now
        + "'" + (good ? "" : ", attribution = 'TEMPLATE', cause = 'PIR 12'")
        + " where transaction_id = '\\x" + Samples.transaction(number).octets() + "'");
    execute("update profile set state = '" + (good ? "INSTALLED" : "ERROR") + "'"
        + (good ? "" : ", failure = 'EUICC_INSUFFICIENT_MEMORY'") + " where matching_id = '"
        + token(number).text() + "'");
    execute("delete from binding where iccid = '" + Samples.iccid(number).digits() + "'");
  }

  /** What must be the same before and after: ICCID, IMSI, keys. */
  List<Bytes> secrets() {
    return DATABASE
        .get()
        .database()
        .jooq()
        .fetch("select convert_to(iccid || imsi, 'UTF8') || subscriber from profile order by iccid")
        .map(row -> Bytes.wrap(row.get(0, byte[].class)));
  }

  Profile.Released released(int number) {
    return (Profile.Released)
        stores.profiles().find(Samples.iccid(number)).orElseThrow().profile();
  }

  ProfileState state(int number) {
    return stores.profiles().find(Samples.iccid(number)).orElseThrow().profile().state();
  }

  static int count(String from) {
    return DATABASE
        .get()
        .database()
        .jooq()
        .fetchSingle("select count(*) from " + from)
        .get(0, Integer.class);
  }

  static void execute(String statement) {
    DATABASE.get().database().jooq().execute(statement);
  }
}
