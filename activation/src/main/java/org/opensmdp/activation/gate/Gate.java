package org.opensmdp.activation.gate;

import java.util.List;

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
 */
public final class Gate {
  public Gate(GateTerms terms, Baselines baselines) {
    throw new UnsupportedOperationException("#6");
  }

  /** Counts what became of one attempt. A sample of a later stage than the last begins that stage. */
  public void add(Sample sample) {
    throw new UnsupportedOperationException("#6");
  }

  /** Begins a stage of which no sample has come yet: what it must have shown is counted from here. */
  public void stage(int stage) {
    throw new UnsupportedOperationException("#6");
  }

  /** Takes note that a stratum is quarantined: it gets no samples any more and decides nothing. */
  public void quarantine(Stratum stratum) {
    throw new UnsupportedOperationException("#6");
  }

  /**
   * A person has looked at a freeze and lets the rollout go on: what was muddy is counted from here. For a
   * replay it belongs between the samples counted before and after it.
   */
  public void resumed() {
    throw new UnsupportedOperationException("#6");
  }

  /** Returns what is to be done now, by the minimum of the terms. */
  public Decision decide() {
    throw new UnsupportedOperationException("#6");
  }

  /** Returns what is to be done now if this stage has a minimum of its own. */
  public Decision decide(GateTerms.Minimum minimum) {
    throw new UnsupportedOperationException("#6");
  }

  /** Returns how it stands with every stratum that has had the new version, the largest first. */
  public List<StratumState> strata() {
    throw new UnsupportedOperationException("#6");
  }
}
