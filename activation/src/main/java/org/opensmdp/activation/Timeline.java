package org.opensmdp.activation;

import java.util.List;
import org.opensmdp.rsp.Iccid;

/** Where the events of an order are read, and those are kept that moved nothing. */
public interface Timeline {

  /** Returns the timeline as one operator may see it: of its own profiles. */
  Timeline ofTenant(long operatorId);

  /** Returns what happened to a profile, oldest first. */
  List<ActivationEvent> of(Iccid iccid);

  /**
   * Keeps an event that changed nothing: a refusal. What moves something is kept by the call that
   * moves it. In a session, one refusal of each function with each status is kept: who repeats itself
   * does not fill the timeline.
   */
  void append(ActivationEvent event);
}
