package org.opensmdp.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A method and a path, exact or with places as {@code /a/{name}}, and who answers them. The name is the label in metrics and logs; it
 * comes from a closed set, unlike the paths that clients send.
 */
public record Route(String method, String path, String name, Handler handler) {
  private static final Logger LOG = LoggerFactory.getLogger(Route.class);

  public Route {
    if (!path.startsWith("/") || path.indexOf('?') >= 0) {
      throw new IllegalArgumentException("path: " + path + " (expected: /… without a query)");
    }
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
