package org.opensmdp.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A method and a path, exact or with places as {@code /a/{name}}, and who answers them. The name is the label in metrics and logs; it
 * comes from a closed set, unlike the paths that clients send.
 *
 * @param busy the answer when there are more requests than workers can serve
 */
public record Route(String method, String path, String name, Handler handler, Reply busy) {
  private static final Logger LOG = LoggerFactory.getLogger(Route.class);

  public Route {
    if (!path.startsWith("/") || path.indexOf('?') >= 0) {
      throw new IllegalArgumentException("path: " + path + " (expected: /… without a query)");
    }
  }

  /** Makes a route that is answered 503 when there are too many requests. */
  public Route(String method, String path, String name, Handler handler) {
    this(method, path, name, handler, Reply.empty(503).header("Retry-After", "2"));
  }

  /** Never throws, so that whoever waits for the reply always gets one. */
  Reply call(Request request) {
    try {
      return handler.handle(request);
    } catch (RuntimeException | Error defect) {
      LOG.atError().addKeyValue("route", name).setCause(defect).log("The handler failed");
      return Reply.empty(500);
    }
  }
}
