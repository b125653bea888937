package org.opensmdp.cli;

import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.TypeConversionException;

/** A host, a port, or both: {@code reader.example}, {@code 9999}, {@code 127.0.0.1:9999}, {@code [::1]:9999}. */
record HostPort(Optional<String> host, OptionalInt port) {

  static HostPort parse(String text) {
    if (text.matches("[0-9]+")) {
      return new HostPort(Optional.empty(), OptionalInt.of(port(text, text)));
    }
    int colon = text.lastIndexOf(':');
    boolean withoutPort = colon < 0 || text.endsWith("]");
    var host = withoutPort ? text : text.substring(0, colon);
    if (host.isBlank()) {
      throw new TypeConversionException("'%s' (expected: HOST:PORT)".formatted(text));
    }
    var port =
        withoutPort ? OptionalInt.empty() : OptionalInt.of(port(text.substring(colon + 1), text));
    return new HostPort(Optional.of(host), port);
  }

  private static int port(String digits, String text) {
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 0xFFFF) {
      throw new TypeConversionException("'%s' (expected: a port of 0 to 65535)".formatted(text));
    }
    return Integer.parseInt(digits);
  }

  int portOr(int other) {
    return port.orElse(other);
  }
}
