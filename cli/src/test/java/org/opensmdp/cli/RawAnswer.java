package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** One answer, as its octets were. */
record RawAnswer(String statusLine, List<String> headerLines, Bytes body) {

  int status() {
    return Integer.parseInt(statusLine.split(" ", 3)[1]);
  }

  /** The body, an octet a sign. */
  String text() {
    return new String(body.toArray(), ISO_8859_1);
  }

  /** The values of all lines with this name. */
  List<String> headers(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return headerLines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }
}
