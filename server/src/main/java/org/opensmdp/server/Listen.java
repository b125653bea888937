package org.opensmdp.server;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.net.InetSocketAddress;

/** Where a listener listens: {@code 0.0.0.0:443}; port 0 takes any free one. */
public record Listen(String host, int port) {
  @JsonCreator
  static Listen parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "'%s' is no address (expected: host:port, as 0.0.0.0:443)".formatted(text));
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    if (port > 65535) {
      throw new IllegalArgumentException("'%s' has no such port".formatted(text));
    }
    return new Listen(text.substring(0, colon), port);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
