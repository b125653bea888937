package org.opensmdp.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.opensmdp.activation.Handoff.Result;

/** Counts what is compared at handoffs. */
final class WatchedHandoffs implements HandoffObserver {
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final List<Handoff> contradictions = new CopyOnWriteArrayList<>();

  @Override
  public void checked(Handoff handoff, Result result, long times) {
    counts.merge(handoff + " " + result, times, Long::sum);
  }

  @Override
  public void contradicted(Handoff handoff) {
    contradictions.add(handoff);
  }

  long count(Handoff handoff, Result result) {
    return counts.getOrDefault(handoff + " " + result, 0L);
  }

  /** Returns for what somebody was called, the first first. */
  List<Handoff> contradictions() {
    return new ArrayList<>(contradictions);
  }
}
