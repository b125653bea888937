package org.opensmdp.simulator.apdu;

import java.util.Locale;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** Commands as lines of hex, as people type them and as traces hold them. */
final class HexCommands {
  private static final String RESET = "RESET";

  private final CardTransport card;

  HexCommands(CardTransport card) {
    this.card = card;
  }

  /** Returns the answer as hex; empty for a line that is no command. */
  Optional<String> answer(String line) {
    if (line.isEmpty() || line.startsWith("#") || line.startsWith("<")) {
      return Optional.empty();
    }
    var command = line.startsWith(">") ? line.substring(1) : line;
    if (command.strip().toUpperCase(Locale.ROOT).equals(RESET)) {
      return Optional.of(card.reset().toString());
    }
    try {
      var octets = Bytes.fromHex(command.replaceAll("[ \t]", ""));
      return Optional.of(card.transmit(octets).toString());
    } catch (IllegalArgumentException e) {
      return Optional.of("! not hex: two digits an octet are wanted");
    }
  }
}
