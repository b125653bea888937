package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import org.opensmdp.activation.AttemptObserver.Step;

/** Attempts that nobody ends, of which an observer is told when they have been ended. */
public final class ObservedAttempts implements Attempts {
  private final Attempts stored;
  private final AttemptObserver observer;

  public ObservedAttempts(Attempts stored, AttemptObserver observer) {
    this.stored = stored;
    this.observer = observer;
  }

  @Override
  public List<Ended> endSilent(Instant deliveredBefore, int most, ActivationEvent told) {
    return told(stored.endSilent(deliveredBefore, most, told), told.happenedAt());
  }

  @Override
  public List<Ended> endAbandoned(Instant now, int most, ActivationEvent told) {
    return told(stored.endAbandoned(now, most, told), told.happenedAt());
  }

  private List<Ended> told(List<Ended> ended, Instant at) {
    ended.forEach(attempt -> observer.stepped(attempt.transactionId(), Step.SILENT, at));
    return ended;
  }
}
