package org.opensmdp.activation;

import java.time.Duration;

/** Told how every call of a function ended: what metrics are made of. Any thread; must not block. */
public interface FunctionObserver {

  /**
   * Says how one call ended.
   *
   * @param function the standard's name, {@code ES9+.AuthenticateClient}
   * @param status OK, the name of a status code, MALFORMED, UNAVAILABLE or DEFECT: a closed set
   */
  void finished(String function, String status, Duration duration);
}
