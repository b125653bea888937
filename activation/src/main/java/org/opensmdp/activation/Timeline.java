package org.opensmdp.activation;

import java.util.List;
import org.opensmdp.rsp.Iccid;

/** Where the events of an order are read, and those are kept that moved nothing. */
public interface Timeline {

  /** Returns what happened to a profile, oldest first. */
  List<ActivationEvent> of(Iccid iccid);

  /**
   * Keeps an event that changed nothing: a refusal. What moves something is kept by the call that
   * moves it.
   */
  void append(ActivationEvent event);
}
