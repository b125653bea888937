package org.opensmdp.activation.rollout;

import static org.opensmdp.activation.RefusedByHand.unless;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.opensmdp.activation.Intake;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileVersion;
import org.opensmdp.activation.RefusedByHand;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.Versions;
import org.opensmdp.activation.rollout.RolloutByHand.Deed;
import org.opensmdp.activation.rollout.RolloutEvidence.Preflight;
import org.opensmdp.profile.Finding;
import org.opensmdp.profile.Severity;

/** Draws a rollout up, starts it, and takes it past its pre-flight: all that comes before the first device. */
public final class StartRollout {
  private static final int SMALL = 100; // 1 %, in ten-thousandths
  private static final int FINDINGS = 3;

  private final Versions versions;
  private final Rollouts rollouts;
  private final RolloutEvidence evidence;
  private final InstantSource clock;

  public StartRollout(
      Versions versions, Rollouts rollouts, RolloutEvidence evidence, InstantSource clock) {
    this.versions = versions;
    this.rollouts = rollouts;
    this.evidence = evidence;
    this.clock = clock;
  }

  /**
   * Makes a draft.
   *
   * @param from number of the version that devices have now; empty: the stable one
   * @param to number of a candidate
   * @throws RefusedByHand UNKNOWN, CONFLICT
   */
  public Rollout create(
      ProfileType type, Optional<Integer> from, int to, RolloutPlan plan, Deed deed) {
    var stable = stable(type);
    var target = find(type, to);
    var source = from.map(number -> find(type, number)).orElse(stable);
    unless(
        source.versionId() == stable.versionId(),
        "a rollout goes out from the stable version, which is %d".formatted(stable.number()));
    unless(
        target.state() == VersionState.CANDIDATE,
        "version %d is %s; a candidate is rolled out%s"
            .formatted(to, word(target), hint(target.state())));
    var now = clock.instant();
    var draft = Rollout.draft(
        type.profileTypeId(), source.versionId(), target.versionId(), plan, deed.actor(), now);
    return rollouts.create(
        draft, new RolloutStep(now, deed.actor(), RolloutStep.Kind.CREATED, 0, deed.reason()));
  }

  private static String hint(VersionState state) {
    return state == VersionState.DRAFT ? ": take it up with version promote" : "";
  }

  private static String word(ProfileVersion version) {
    return version.state().name().toLowerCase(Locale.ROOT);
  }

  private ProfileVersion stable(ProfileType type) {
    return versions.list(type).stream()
        .filter(version -> version.state() == VersionState.STABLE)
        .findFirst()
        .orElseThrow(() -> RefusedByHand.conflict(
            ("%s has no stable version, so there is nothing to roll out from; make the first one stable with"
                    + " version promote")
                .formatted(type.name())));
  }

  private ProfileVersion find(ProfileType type, int number) {
    return versions
        .find(type, number)
        .orElseThrow(
            () -> RefusedByHand.unknown("%s has no version %d".formatted(type.name(), number)));
  }

  /**
   * Leads a draft to its pre-flight.
   *
   * @throws RefusedByHand CONFLICT if another is under way, in a freeze, without a fresh baseline, or if the
   *     first share is above 1 % and nothing proven is there to fall back to
   */
  public void start(ProfileType type, Rollout rollout, Deed deed) {
    RolloutByHand.requireState(rollout, "started", RolloutState.DRAFT);
    var now = clock.instant();
    if (RolloutByHand.underWay(rollouts, rollout.profileTypeId()).isPresent()) {
      throw RolloutByHand.another(rollouts, rollout);
    }
    RolloutByHand.requireNoFreeze(rollouts, rollout.profileTypeId(), now);
    var from = stable(type);
    unless(
        from.versionId() == rollout.fromVersionId(),
        "version %d has become the stable one since; draw up a rollout from it"
            .formatted(from.number()));
    requireBaseline(type, rollout, from);
    requireSmallStart(rollout, from);
    RolloutByHand.moved(
        rollouts,
        rollout,
        rollout.started(deed.reason(), now),
        new RolloutStep(now, deed.actor(), RolloutStep.Kind.STARTED, 0, deed.reason()));
  }

  private void requireBaseline(ProfileType type, Rollout rollout, ProfileVersion from) {
    var card = evidence
        .newest(from.versionId())
        .filter(it -> it.isFresh(clock.instant()))
        .orElseThrow(() -> RefusedByHand.conflict(
            "version %d has no baseline card of the last 14 days; measure it with rollout baseline %s --take"
                .formatted(from.number(), type.name())));
    int needed = rollout.plan().gate().minimum().total();
    unless(
        card.verdicts() >= needed,
        ("the baseline card of version %d counts %d attempts, and this plan needs %d; wait for more traffic and"
                + " measure again")
            .formatted(from.number(), card.verdicts(), needed));
  }

  private void requireSmallStart(Rollout rollout, ProfileVersion from) {
    int first = rollout.plan().stages().stream()
        .mapToInt(RolloutStage::share)
        .filter(share -> share > 0)
        .findFirst()
        .orElse(0);
    if (first > SMALL) {
      new LastStable(evidence).lacks(from, clock.instant()).ifPresent(lack -> {
        throw RefusedByHand.conflict(
            "version %d is no last stable (%s): the first share of the plan may be 1 %% and no more"
                .formatted(from.number(), lack));
      });
    }
  }

  /**
   * Takes the report of the simulated populations, and decides: on to the first stage, or REJECTED.
   *
   * @return why, in words; the rollout has moved
   * @throws RefusedByHand CONFLICT if it is not in its pre-flight, in a freeze, or if the first stage needs a
   *     second person; INVALID if the report is about another content, or about too few devices
   */
  public String preflight(ProfileType type, Rollout rollout, PreflightReport report, Deed deed) {
    RolloutByHand.requireState(rollout, "taken past its pre-flight", RolloutState.PREFLIGHT);
    var now = clock.instant();
    RolloutByHand.requireNoFreeze(rollouts, rollout.profileTypeId(), now);
    var target = target(type, rollout);
    requireSameContent(target, report);
    requireEnough(rollout, report);
    RolloutByHand.requireApproval(rollouts, rollout);
    var against = against(type, rollout, target, report);
    var said = against.orElse(deed.reason());
    var to = against.isEmpty() ? rollout.preflightPassed(said, now) : rollout.rejected(said, now);
    var kind = against.isEmpty() ? RolloutStep.Kind.PREFLIGHT : RolloutStep.Kind.REJECTED;
    RolloutByHand.moved(
        rollouts, rollout, to, new RolloutStep(now, deed.actor(), kind, to.stage(), said));
    evidence.add(rollout.rolloutId(), new Preflight(now, deed.actor(), against.isEmpty(), report));
    return against.orElse("every pack has passed");
  }

  private ProfileVersion target(ProfileType type, Rollout rollout) {
    return versions.list(type).stream()
        .filter(version -> version.versionId() == rollout.toVersionId())
        .findFirst()
        .orElseThrow();
  }

  private static void requireSameContent(ProfileVersion target, PreflightReport report) {
    if (!target.contentHash().equals(report.contentHash())) {
      throw RefusedByHand.invalid(
          "the report is about content %s, and version %d is %s: run the packs with the template of version %2$d"
              .formatted(report.contentHash(), target.number(), target.contentHash()));
    }
  }

  private static void requireEnough(Rollout rollout, PreflightReport report) {
    int needed = rollout.plan().gate().minimum().total();
    if (report.devices() < needed) {
      throw RefusedByHand.invalid(
          "%d simulated devices, and this plan needs %d: run more with --devices"
              .formatted(report.devices(), needed));
    }
  }

  /** The version's lint by the metadata of today, and every pack: better than what the gate calls bad. */
  private Optional<String> against(
      ProfileType type, Rollout rollout, ProfileVersion target, PreflightReport report) {
    return lint(type, target).or(() -> failedPack(rollout, report));
  }

  private Optional<String> lint(ProfileType type, ProfileVersion target) {
    var content = versions.content(target.versionId()).orElseThrow();
    var errors = Intake.lint(type, content.template(), content.holes()).stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .toList();
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of("the lint refuses it: " + said(errors));
  }

  private static String said(List<Finding> errors) {
    return errors.stream()
        .limit(FINDINGS)
        .map(finding -> "%s: %s".formatted(finding.element(), finding.rule().code()))
        .collect(Collectors.joining("; "));
  }

  private static Optional<String> failedPack(Rollout rollout, PreflightReport report) {
    double bad = rollout.plan().gate().h0() - rollout.plan().gate().drop();
    return report.packs().stream()
        .filter(pack -> pack.successRate() < bad)
        .findFirst()
        .map(pack -> String.format(
            Locale.ROOT,
            "pack %s: %d of %d devices have their profile, %.1f %% (needed: %.1f %%)",
            pack.pack(),
            pack.installed(),
            pack.devices(),
            100 * pack.successRate(),
            100 * bad));
  }
}
