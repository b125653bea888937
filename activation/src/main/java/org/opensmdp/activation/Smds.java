package org.opensmdp.activation;

import java.time.Duration;

/** The functions of SM-DSs as an SM-DP+ calls them (ES12, SGP.22 v2 §5.4). Any thread. */
public interface Smds {

  /** ES12.RegisterEvent at the SM-DS of the record; answers within the time, whatever happens. */
  SmdsAnswer registerEvent(EventRecord event, Duration within);

  /** ES12.DeleteEvent at the SM-DS of the record; answers within the time, whatever happens. */
  SmdsAnswer deleteEvent(EventRecord event, Duration within);
}
