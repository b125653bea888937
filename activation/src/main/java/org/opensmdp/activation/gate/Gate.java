package org.opensmdp.activation.gate;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.gate.GateTerms.Minimum;

/**
 * Decides whether a version may go on, by what became of its attempts. One for each rollout, over all its
 * stages. It keeps no clock and draws no lots: the same samples in the same order give the same decision, so
 * it is built anew from the stored ones wherever it is needed. Not for several threads at once.
 *
 * <pre>
 * var gate = new Gate(terms, baselines);
 * samples.forEach(gate::add);                  // in the order of rollout_sample.position
 * quarantined.forEach(gate::quarantine);       // what has been carried out already, by it or by a person
 * gate.decide()
 * </pre>
 *
 * <p>A card counts once: what it reports again is shown and not counted, or one odd card that tries ten times
 * would take a version from everybody.
 */
public final class Gate {
  private static final String STABLE_TOO = "the stable version fails at the same time";

  private final GateTerms terms;
  private final StableWatch stable;
  private final StratumFaults faults;
  private final EqualElements elements;
  private final FailureRow row;
  private final Mud mud;
  private final Spread spread;
  private final double border;
  private final Map<Stratum, StratumWatch> watches = new LinkedHashMap<>();
  private final Set<String> counted = new HashSet<>();
  private Optional<String> rolledBack = Optional.empty();
  private Optional<String> frozen = Optional.empty();
  private int stage;
  private int verdicts;

  public Gate(GateTerms terms, Baselines baselines) {
    this.terms = terms;
    this.stable = new StableWatch(baselines, terms);
    this.faults = new StratumFaults(terms, stable);
    this.elements = new EqualElements(terms.tripWires().equalElements(), stable);
    this.row = new FailureRow(terms.tripWires());
    this.mud = new Mud(terms, stable);
    this.border = terms.border(baselines.large(terms.tripWires().shareLeft()));
    this.spread = new Spread(terms, stable, watches);
  }

  /** Counts what became of one attempt. A sample of a later stage than the last begins that stage. */
  public void add(Sample sample) {
    if (sample.arm() == Sample.Arm.STABLE) {
      stable.add(sample);
      return;
    }
    stage(sample.stage());
    var watch = watch(sample.stratum());
    var verdict = Verdict.of(sample, stable.isGrownOut(sample.stratum()));
    if (counted.add(verdict.kind() + sample.device())) {
      count(watch, verdict, sample);
    } else {
      watch.repeated();
    }
  }

  private StratumWatch watch(Stratum stratum) {
    return watches.computeIfAbsent(
        stratum, it -> new StratumWatch(it, stable.expectation(it), terms, border));
  }

  private void count(StratumWatch watch, Verdict verdict, Sample sample) {
    watch.add(verdict, sample);
    verdicts += verdict.counts() ? 1 : 0;
    if (rolledBack.isEmpty()) {
      rolledBack = needsNoCount(sample);
    }
    if (rolledBack.isEmpty() && frozen.isEmpty() && watch.isLive()) {
      judge(watch, verdict, sample);
    }
  }

  /** What one report is enough for. */
  private Optional<String> needsNoCount(Sample sample) {
    if (Verdict.isIntegrity(sample.cause())) {
      return Optional.of("a card was given an identity that is not its own: " + sample.cause());
    }
    return Verdict.isSecurity(sample.cause())
        ? Optional.of("a card could not verify what it was sent: " + sample.cause())
        : Optional.empty();
  }

  private void judge(StratumWatch watch, Verdict verdict, Sample sample) {
    var everywhere = row.add(verdict, sample.stratum(), watch.expectation());
    var equal = elements.add(sample);
    if (equal.isPresent() && equal.get().onTwoFirmwares()) {
      rolledBack = equal.map(EqualElements.Finding::why);
    } else if (equal.isPresent()) {
      fail(watch, equal.get().why());
    } else if (everywhere.isPresent()) {
      failOrAsk(everywhere.get());
    } else {
      faults.find(watch).ifPresentOrElse(fault -> failOrAsk(watch, fault), () -> judgeAll(verdict));
    }
  }

  private void failOrAsk(StratumWatch watch, StratumFaults.Fault fault) {
    var doubt = stable.failsToo(watch.stratum())
        ? Optional.of(STABLE_TOO)
        : fault.ofCount() ? Mud.ofFailures(List.of(watch)) : Optional.<String>empty();
    doubt.ifPresentOrElse(
        what -> frozen = Optional.of("%s: %s; %s".formatted(watch.stratum(), fault.why(), what)),
        () -> fail(watch, fault.why()));
  }

  private void fail(StratumWatch watch, String why) {
    watch.fail(why);
    rolledBack =
        spread.beyond(watch).map(reach -> "%s: %s; %s".formatted(watch.stratum(), why, reach));
    row.clear();
  }

  /** A fault of all: if nobody explains the failures, or the stable version fails too, a person is asked. */
  private void failOrAsk(String why) {
    var doubt = stable.failsToo() ? Optional.of(STABLE_TOO) : Mud.ofFailures(live());
    doubt.ifPresentOrElse(
        what -> frozen = Optional.of(why + "; " + what), () -> rolledBack = Optional.of(why));
  }

  /** No success is a reason to think worse of all. */
  private void judgeAll(Verdict verdict) {
    if (verdict == Verdict.SUCCESS) {
      return;
    }
    var live = live();
    spread.everywhere(live).ifPresent(this::failOrAsk);
    if (rolledBack.isEmpty() && frozen.isEmpty()) {
      frozen = mud.find(live);
    }
  }

  private List<StratumWatch> live() {
    return watches.values().stream().filter(StratumWatch::isLive).toList();
  }

  /**
   * Begins a stage, if it is later than the one of the last sample: what it must have shown, and the shares of
   * what is unexplained and excluded, are counted from here. What was proved stays proved.
   */
  public void stage(int next) {
    if (next <= stage) {
      return;
    }
    stage = next;
    mud.beginWindow();
    watches.values().forEach(StratumWatch::beginWindow);
  }

  /** Takes note that a stratum is quarantined: it gets the version no more and decides nothing. */
  public void quarantine(Stratum stratum) {
    watch(stratum).quarantine();
  }

  /**
   * A person has looked at a freeze and lets the rollout go on: what spoke against the version is forgotten.
   * For a replay it belongs between the samples counted before and after it.
   */
  public void resumed() {
    frozen = Optional.empty();
    mud.beginWindow();
    row.clear();
    watches.values().forEach(StratumWatch::restart);
  }

  /** Returns what is to be done now, by the minimum of the terms. */
  public Decision decide() {
    return decide(terms.minimum());
  }

  /** Returns what is to be done now if this stage has a minimum of its own. */
  public Decision decide(Minimum minimum) {
    return rolledBack
        .<Decision>map(Decision.RollBack::new)
        .or(this::quarantineDue)
        .or(() -> frozen.map(Decision.Freeze::new))
        .orElseGet(() -> waitOrAccept(minimum));
  }

  private Optional<Decision> quarantineDue() {
    return watches.values().stream()
        .filter(StratumWatch::isDue)
        .findFirst()
        .map(watch -> new Decision.Quarantine(watch.stratum(), watch.fault().orElseThrow()));
  }

  private Decision waitOrAccept(Minimum minimum) {
    return new Acceptance(terms)
        .missing(live(), minimum)
        .<Decision>map(Decision.Wait::new)
        .orElseGet(() -> new Decision.Accept(StratumFaults.text(
            "%d verdicts in all, lambda %.2f over all cards", verdicts, Spread.sum(live()))));
  }

  /** Returns how it stands with every stratum that has had the new version, the largest first. */
  public List<StratumState> strata() {
    return watches.values().stream()
        .map(StratumWatch::state)
        .sorted(Comparator.comparingInt(state -> -state.verdicts()))
        .toList();
  }

  /** Returns lambda over all cards that still get the version, for boards; its borders are the terms'. */
  public double lambda() {
    return Spread.sum(live());
  }
}
