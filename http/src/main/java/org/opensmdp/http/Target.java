package org.opensmdp.http;

import java.util.Optional;

/** The request target in origin form or absolute form, cut at the question mark. */
record Target(String path, Optional<String> query) {

  static Target parse(String uri) {
    int start = startOfPath(uri);
    int question = uri.indexOf('?', start);
    int end = question < 0 ? uri.length() : question;
    return new Target(
        start == end ? "/" : uri.substring(start, end),
        question < 0 ? Optional.empty() : Optional.of(uri.substring(question + 1)));
  }

  /** Some clients behind a proxy setting send the absolute form to the origin, too. */
  private static int startOfPath(String uri) {
    if (uri.startsWith("/")) {
      return 0;
    }
    int scheme = uri.indexOf("://");
    if (scheme < 0) {
      return 0;
    }
    int authority = scheme + 3;
    for (int i = authority; i < uri.length(); i++) {
      if (uri.charAt(i) == '/' || uri.charAt(i) == '?') {
        return i;
      }
    }
    return uri.length();
  }

  static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon < 0 || colon < host.indexOf(']') ? host : host.substring(0, colon);
  }
}
