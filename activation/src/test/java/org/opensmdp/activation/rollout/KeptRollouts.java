package org.opensmdp.activation.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.gate.Baseline;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.rsp.Iccid;

/** Rollouts, recalls and evidence in memory, as far as what people do by hand needs them. One thread. */
public final class KeptRollouts implements Rollouts, Recalls, RolloutEvidence {
  private final TreeMap<Long, Rollout> rollouts = new TreeMap<>();
  private final Map<Long, List<RolloutStep>> steps = new HashMap<>();
  private final TreeMap<Long, FreezeWindow> freezes = new TreeMap<>();
  private final TreeMap<Long, VersionException> exceptions = new TreeMap<>();
  private final Map<Long, BaselineCard> cards = new HashMap<>();
  private final Map<Long, List<Preflight>> preflights = new HashMap<>();

  public final List<Incident> incidents = new ArrayList<>();
  public final List<TouchedOrder> touched = new ArrayList<>();
  private List<BaselineCard.Line> measured = List.of();

  /** Says what the next measurement finds. */
  public void finds(List<BaselineCard.Line> lines) {
    measured = lines;
  }

  /** Says where a rollout stands, past all rules. */
  public void put(Rollout rollout) {
    rollouts.put(rollout.rolloutId(), rollout);
  }

  @Override
  public Rollout create(Rollout draft, RolloutStep step) {
    long number = rollouts.size() + 1L;
    var stored = new Rollout(
        number,
        draft.profileTypeId(),
        draft.fromVersionId(),
        draft.toVersionId(),
        draft.state(),
        draft.stage(),
        draft.epoch(),
        draft.plan(),
        draft.quarantined(),
        draft.locked(),
        draft.owner(),
        draft.why(),
        draft.verdicts(),
        draft.createdAt(),
        draft.stageSince(),
        draft.changedAt(),
        draft.endedAt());
    put(stored);
    note(stored, step);
    return stored;
  }

  @Override
  public Optional<Rollout> find(long rolloutId) {
    return Optional.ofNullable(rollouts.get(rolloutId));
  }

  @Override
  public List<Rollout> list(OptionalLong profileTypeId, int most) {
    return rollouts.descendingMap().values().stream()
        .filter(it -> profileTypeId.isEmpty() || profileTypeId.getAsLong() == it.profileTypeId())
        .limit(most)
        .toList();
  }

  @Override
  public Moved move(Rollout from, Rollout to, RolloutStep step) {
    if (!from.equals(rollouts.get(from.rolloutId()))) {
      return Moved.CHANGED_MEANWHILE;
    }
    put(to);
    note(to, step);
    if (to.state() == RolloutState.STABLE) {
      settle(to, step.actor());
    }
    return Moved.DONE;
  }

  private void settle(Rollout stable, String actor) {
    var settled = Settlement.of(stable, actor, exceptions(stable.profileTypeId()), Set.of());
    settled.lifted().forEach(it -> exceptions.put(it.exceptionId(), it));
    settled.made().forEach(this::put);
  }

  /** Keeps an exception under the next number. */
  public void put(VersionException made) {
    long number = exceptions.size() + 1L;
    exceptions.put(
        number,
        new VersionException(
            number,
            made.profileTypeId(),
            made.stratum(),
            made.versionId(),
            made.failed(),
            made.rolloutId(),
            made.why(),
            made.createdAt(),
            made.lifted()));
  }

  @Override
  public List<VersionException> exceptions(long profileTypeId) {
    return exceptions.descendingMap().values().stream()
        .filter(it -> it.profileTypeId() == profileTypeId)
        .toList();
  }

  @Override
  public boolean lift(VersionException exception, VersionException.Lifted lifted) {
    var held = exceptions.get(exception.exceptionId());
    if (held == null || !held.holds()) {
      return false;
    }
    exceptions.put(exception.exceptionId(), held.ended(lifted));
    return true;
  }

  @Override
  public boolean note(Rollout at, RolloutStep step) {
    steps.computeIfAbsent(at.rolloutId(), number -> new ArrayList<>()).add(step);
    return at.equals(rollouts.get(at.rolloutId()));
  }

  @Override
  public List<RolloutStep> steps(long rolloutId) {
    return List.copyOf(steps.getOrDefault(rolloutId, List.of()));
  }

  @Override
  public List<RolloutSample> samples(long rolloutId) {
    return List.of();
  }

  @Override
  public FreezeWindow freeze(FreezeWindow window) {
    var stored = new FreezeWindow(
        freezes.size() + 1L,
        window.profileTypeId(),
        window.startsAt(),
        window.endsAt(),
        window.why(),
        window.actor());
    freezes.put(stored.freezeId(), stored);
    return stored;
  }

  @Override
  public boolean lift(long freezeId) {
    return freezes.remove(freezeId) != null;
  }

  @Override
  public List<FreezeWindow> freezes(Instant now) {
    return freezes.values().stream()
        .filter(freeze -> freeze.endsAt().isAfter(now))
        .sorted(Comparator.comparing(FreezeWindow::startsAt))
        .toList();
  }

  @Override
  public Map<Stratum, Baseline> baselines(long versionId, Instant until, Duration time) {
    return Map.of();
  }

  @Override
  public boolean tag(Iccid iccid, Optional<String> tag) {
    return false;
  }

  @Override
  public List<Rollout> underWay() {
    return rollouts.values().stream().filter(it -> it.state().isUnderWay()).toList();
  }

  @Override
  public List<Rollout> recalled(Instant since) {
    return List.of();
  }

  @Override
  public int count(Rollout at, Instant now, int most) {
    return 0;
  }

  @Override
  public boolean recall(Rollout from, Rollout to, RolloutStep step, Incident incident) {
    incidents.add(incident);
    return move(from, to, step) == Moved.DONE;
  }

  @Override
  public int unpin(Rollout rollout, Optional<Stratum> stratum, ActivationEvent event, int most) {
    return 0;
  }

  @Override
  public List<HurtOrder> hurt(Rollout rollout, int most) {
    return List.of();
  }

  @Override
  public boolean rearm(
      Rollout rollout, Profile.Rearmable from, Profile.Released to, ActivationEvent event) {
    return false;
  }

  @Override
  public void leave(Rollout rollout, Iccid iccid, String why, Instant now) {
    throw new UnsupportedOperationException("people leave nothing");
  }

  @Override
  public List<LeftOrder> left(long rolloutId) {
    return List.of();
  }

  @Override
  public List<InstalledProfile> installed(long rolloutId) {
    return List.of();
  }

  @Override
  public Optional<String> contradiction(Rollout rollout) {
    return Optional.empty();
  }

  @Override
  public BaselineCard measure(long versionId, Instant since, Instant until, String actor) {
    var card = new BaselineCard(versionId, since, until, actor, measured);
    cards.put(versionId, card);
    return card;
  }

  @Override
  public Optional<BaselineCard> newest(long versionId) {
    return Optional.ofNullable(cards.get(versionId));
  }

  @Override
  public void add(long rolloutId, Preflight preflight) {
    preflights.computeIfAbsent(rolloutId, number -> new ArrayList<>()).add(preflight);
  }

  @Override
  public List<Preflight> preflights(long rolloutId) {
    return List.copyOf(preflights.getOrDefault(rolloutId, List.of()));
  }

  @Override
  public List<TouchedOrder> touched(long rolloutId, Optional<Iccid> after, int most) {
    return touched.stream().limit(most).toList();
  }

  @Override
  public boolean hasFinished(long versionId) {
    return rollouts.values().stream()
        .anyMatch(it -> it.toVersionId() == versionId && it.state() == RolloutState.STABLE);
  }
}
