package org.opensmdp.activation;

/** Told of every comparison at a handoff: what metrics are made of. Any thread; must not block. */
public interface HandoffObserver {

  /** Watches nothing. */
  HandoffObserver NONE = new HandoffObserver() {
    @Override
    public void checked(Handoff handoff, Handoff.Result result, long times) {}

    @Override
    public void contradicted(Handoff handoff) {}
  };

  /** Something was compared. */
  void checked(Handoff handoff, Handoff.Result result, long times);

  /** What is stored here, or a card, contradicts itself: somebody has to look at once. */
  void contradicted(Handoff handoff);

  /** Somebody was waited for and did not come. */
  default void timedOut(HandoffPolicy handoff, long times) {}

  /** Somebody asked for what it had been given before. */
  default void repeated(HandoffPolicy handoff) {}
}
