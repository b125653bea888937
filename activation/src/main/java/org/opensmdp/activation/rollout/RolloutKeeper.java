package org.opensmdp.activation.rollout;

import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.HurtOrders;
import org.opensmdp.activation.Versions;
import org.opensmdp.activation.gate.Baselines;
import org.opensmdp.activation.gate.Decision;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.RolloutStage.Kind;
import org.opensmdp.profile.VersionDiff;
import org.opensmdp.rsp.InvalidMessage;

/**
 * Sees to rollouts: counts verdicts, asks the gate, and does what it says. It holds nothing that is not stored,
 * and every change is guarded by the epoch: whichever node comes first does it, another goes on where one was
 * killed. Not for several threads at once.
 */
public final class RolloutKeeper {
  /** How long before a rollout the stable version's record begins. */
  public static final Duration BASELINE = Duration.ofDays(14);

  /** How long reports of a version that was taken back are looked for. */
  private static final Duration SWEPT = Duration.ofDays(7);

  private static final int BATCH = 500;
  private static final int MOST_CHANGES = 40;

  private final Rollouts rollouts;
  private final Recalls recalls;
  private final Versions versions;
  private final HurtOrders hurt;
  private final Judgement judgement;
  private final RolloutObserver observer;
  private final InstantSource clock;
  private final Map<Long, Baselines> baselines = new ConcurrentHashMap<>();
  private final Map<Long, Judged> judged = new ConcurrentHashMap<>();
  private Optional<Instant> due = Optional.empty();

  /** What was decided last, and at which epoch. */
  private record Judged(int epoch, Decision decision) {}

  public RolloutKeeper(
      Rollouts rollouts,
      Recalls recalls,
      Versions versions,
      Judgement judgement,
      RolloutObserver observer,
      InstantSource clock) {
    this.rollouts = rollouts;
    this.recalls = recalls;
    this.versions = versions;
    this.hurt = new HurtOrders(recalls, clock);
    this.judgement = judgement;
    this.observer = observer;
    this.clock = clock;
  }

  /** Does what is to be done now; returns how many rollouts have moved. */
  public int run() {
    int moved = 0;
    var underWay = recalls.underWay();
    due = underWay.stream()
        .flatMap(it -> timeOver(it).stream())
        .filter(this::isToCome)
        .min(naturalOrder());
    for (var rollout : underWay) {
      moved += rollout.state() == RolloutState.ROLLING_BACK ? 0 : keep(rollout) ? 1 : 0;
    }
    for (var rollout : recalls.recalled(clock.instant().minus(SWEPT))) {
      takeBack(rollout);
      moved += finish(rollout) ? 1 : 0;
    }
    return moved;
  }

  private boolean isToCome(Instant time) {
    return time.isAfter(clock.instant());
  }

  /** Returns when the time of a stage is over next, as the last run saw it: nobody else says so. */
  public Optional<Instant> due() {
    return due;
  }

  private boolean keep(Rollout rollout) {
    var contradiction = recalls.contradiction(rollout);
    if (contradiction.isPresent()) {
      var why = "integrity: " + contradiction.get();
      return rollBack(rollout, RolloutStep.GATE, why);
    }
    int counted = count(rollout);
    var decision = decision(rollout, counted > 0);
    if (decision instanceof Decision.RollBack bad) {
      return rollBack(rollout, RolloutStep.GATE, bad.why());
    }
    if (decision instanceof Decision.Quarantine bad) {
      return quarantine(rollout, bad.stratum(), RolloutStep.GATE, bad.why());
    }
    if (rollout.state() == RolloutState.PAUSED) {
      return false;
    }
    return decision instanceof Decision.Freeze muddy
        ? freeze(rollout, muddy.why())
        : goOn(rollout, decision);
  }

  private int count(Rollout rollout) {
    int all = 0;
    int some;
    do {
      some = recalls.count(rollout, clock.instant(), BATCH);
      all += some;
    } while (some >= BATCH);
    if (all > 0) {
      observer.counted(rollout, all);
    }
    return all;
  }

  private Decision decision(Rollout rollout, boolean fresh) {
    var before = Optional.ofNullable(judged.get(rollout.rolloutId()))
        .filter(it -> !fresh && it.epoch() == rollout.epoch());
    if (before.isPresent()) {
      return before.get().decision();
    }
    var decision = judgement.of(
        rollout,
        rollouts.samples(rollout.rolloutId()),
        rollouts.steps(rollout.rolloutId()),
        baselines(rollout));
    judged.put(rollout.rolloutId(), new Judged(rollout.epoch(), decision));
    observer.decided(rollout, decision);
    return decision;
  }

  /** What the stable version did before the rollout was drawn up: it does not change any more. */
  private Baselines baselines(Rollout rollout) {
    return baselines.computeIfAbsent(
        rollout.rolloutId(),
        id -> new Baselines(
            RolloutBaselines.of(rollouts, rollout, rollout.createdAt(), BASELINE),
            growth(rollout)));
  }

  private double growth(Rollout rollout) {
    double before = size(rollout.fromVersionId());
    double after = size(rollout.toVersionId());
    return before > 0 && after > 0 ? after / before : 1.0;
  }

  private int size(long versionId) {
    return versions.template(versionId).map(octets -> octets.size()).orElse(0);
  }

  private boolean freeze(Rollout rollout, String why) {
    var to = rollout.frozen(why, clock.instant());
    var incident = incident(RolloutStep.GATE, "was frozen", rollout, why);
    var step = step(to, RolloutStep.GATE, RolloutStep.Kind.FROZEN, why);
    return told(recalls.recall(rollout, to, step, incident), to);
  }

  /** Leaves the stage if it has proved itself, its time is over, and nobody has to be asked. */
  private boolean goOn(Rollout rollout, Decision decision) {
    boolean proved = decision instanceof Decision.Accept
        || (rollout.state() == RolloutState.COMPLETE && decision instanceof Decision.Wait);
    if (!proved || rollout.locked() || !isTimeOver(rollout) || isFrozen(rollout)) {
      return false;
    }
    if (rollout.state() == RolloutState.COMPLETE) {
      return rollout.plan().leavesOut() ? false : stabilise(rollout, decision.why());
    }
    if (rollout.next().filter(RolloutStage::needsSecondApproval).isPresent()
        && !Approval.isGiven(rollout, rollout.stage() + 1, rollouts.steps(rollout.rolloutId()))) {
      return false;
    }
    var to = rollout.advanced(decision.why(), clock.instant());
    var kind = to.state() == RolloutState.COMPLETE
        ? RolloutStep.Kind.COMPLETED
        : RolloutStep.Kind.PROMOTED;
    return moved(rollout, to, kind, decision.why());
  }

  /** Cards in quarantine stay with what they have; what some were never offered is left to people. */
  private boolean stabilise(Rollout rollout, String why) {
    var to = rollout.stabilised(why, clock.instant());
    return moved(rollout, to, RolloutStep.Kind.STABLE, why);
  }

  private boolean isTimeOver(Rollout rollout) {
    return timeOver(rollout).map(time -> !isToCome(time)).orElse(false);
  }

  private static Optional<Instant> timeOver(Rollout rollout) {
    var atLeast = rollout.state() == RolloutState.COMPLETE && rollout.current().kind() != Kind.BAKE
        ? Duration.ZERO
        : rollout.current().atLeast();
    return rollout.stageSince().map(since -> since.plus(atLeast));
  }

  private boolean isFrozen(Rollout rollout) {
    var now = clock.instant();
    return rollouts.freezes(now).stream()
        .anyMatch(window -> window.holds(rollout.profileTypeId(), now));
  }

  private boolean moved(Rollout from, Rollout to, RolloutStep.Kind kind, String why) {
    var step = step(to, RolloutStep.GATE, kind, why);
    return told(rollouts.move(from, to, step) == Rollouts.Moved.DONE, to);
  }

  private boolean told(boolean done, Rollout to) {
    if (done) {
      observer.moved(to);
    }
    return done;
  }

  private static RolloutStep step(Rollout to, String actor, RolloutStep.Kind kind, String why) {
    return new RolloutStep(to.changedAt(), actor, kind, to.stage(), why);
  }

  /**
   * Takes a version back from everybody: from now on no device gets it, and its orders are seen to.
   *
   * @param actor a token's name, or {@link RolloutStep#GATE}
   * @return false if somebody has moved the rollout since it was read, and nothing is changed
   * @throws IllegalRolloutMove if it has ended, or was never begun
   */
  public boolean rollBack(Rollout rollout, String actor, String why) {
    var to = rollout.rollingBack(why, clock.instant());
    var step = step(to, actor, RolloutStep.Kind.ROLLED_BACK, why);
    var incident = incident(actor, "was rolled back", rollout, why);
    if (!told(recalls.recall(rollout, to, step, incident), to)) {
      return false;
    }
    takeBack(to);
    finish(to);
    return true;
  }

  /**
   * Takes a version back from one kind of card; the others go on.
   *
   * @return false if somebody has moved the rollout since it was read, and nothing is changed
   * @throws IllegalRolloutMove if no device gets versions from it
   */
  public boolean quarantine(Rollout rollout, Stratum stratum, String actor, String why) {
    var to = rollout.quarantining(stratum, stratum + ": " + why, clock.instant());
    var step = step(to, actor, RolloutStep.Kind.QUARANTINED, to.why());
    var incident = incident(actor, "is taken from cards " + stratum, rollout, why);
    if (!recalls.recall(rollout, to, step, incident)) {
      return false;
    }
    observer.quarantined(to, stratum);
    takeBack(to);
    return true;
  }

  /** Sees to orders until none is left that something can be done for now. */
  private void takeBack(Rollout rollout) {
    var event = hurt.unpinned(rollout);
    if (rollout.quarantined().isEmpty() || isTakenBack(rollout)) {
      unpin(rollout, Optional.empty(), event);
    } else {
      rollout.quarantined().forEach(stratum -> unpin(rollout, Optional.of(stratum), event));
    }
    HurtOrders.Done done;
    do {
      done = hurt.run(rollout, BATCH);
      if (done.rearmed() + done.left() > 0) {
        observer.rearmed(rollout, done.rearmed(), done.left());
      }
    } while (done.rearmed() + done.left() >= BATCH);
  }

  private void unpin(Rollout rollout, Optional<Stratum> stratum, ActivationEvent event) {
    int some;
    do {
      some = recalls.unpin(rollout, stratum, event, BATCH);
    } while (some >= BATCH);
  }

  private static boolean isTakenBack(Rollout rollout) {
    return rollout.state() == RolloutState.ROLLING_BACK
        || rollout.state() == RolloutState.ROLLED_BACK;
  }

  private boolean finish(Rollout rollout) {
    if (rollout.state() != RolloutState.ROLLING_BACK) {
      return false;
    }
    var to = rollout.rolledBack(clock.instant());
    return moved(rollout, to, RolloutStep.Kind.ROLLED_BACK, "its orders were seen to");
  }

  private Recalls.Incident incident(String actor, String what, Rollout rollout, String why) {
    var name = versions.name(rollout.toVersionId()).orElse("of rollout " + rollout.rolloutId());
    var title = "Version " + name + " " + what;
    var by = actor.equals(RolloutStep.GATE) ? "GATE" : "HAND";
    return new Recalls.Incident(by, actor, title, why + "\n\n" + difference(rollout));
  }

  /** The difference of the two versions, by element; keys are not quoted in it. */
  private String difference(Rollout rollout) {
    var from = versions.template(rollout.fromVersionId());
    var to = versions.template(rollout.toVersionId());
    if (from.isEmpty() || to.isEmpty()) {
      return "the versions cannot be compared: one is gone";
    }
    try {
      var changes = VersionDiff.of(from.get(), to.get()).changes();
      var text = new StringBuilder("what is different between the two versions:");
      changes.stream().limit(MOST_CHANGES).forEach(it -> text.append("\n- ").append(it));
      return changes.size() > MOST_CHANGES
          ? text.append("\n- and ")
              .append(changes.size() - MOST_CHANGES)
              .append(" more")
              .toString()
          : text.toString();
    } catch (InvalidMessage e) {
      return "the versions cannot be compared: " + e.getMessage();
    }
  }
}
