package org.opensmdp.http;

/**
 * Is told what the server does; for metrics. Called on event loops and must neither block nor
 * throw. Every method does nothing unless it is overridden.
 */
public interface HttpObserver {
  /** Looks away. */
  HttpObserver NONE = new HttpObserver() {};

  default void connectionOpened() {}

  default void connectionClosed() {}

  /**
   * A TLS handshake came to its end.
   *
   * @param protocol "TLSv1.2", "TLSv1.3", or "none" if the handshake failed
   * @param nanos from the accepted connection to the end of the handshake
   */
  default void tlsHandshake(boolean ok, String protocol, long nanos) {}

  /**
   * A request was answered: told once for every answer, refusals included.
   *
   * @param routeName the route's name, "unknown" where no route matches, "malformed" where the
   *     request was refused before it was complete
   * @param queuedNanos from the complete request to a free worker
   * @param serviceNanos how long the handler ran
   */
  default void requestFinished(String routeName, int status, long queuedNanos, long serviceNanos) {}

  /**
   * Somebody was turned away before a handler saw the request.
   *
   * @param why one of "connections", "overload", "body", "header", "timeout", "malformed"
   */
  default void refused(String why) {}
}
