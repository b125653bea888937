package org.opensmdp.simulator.apdu;

import java.util.Map;
import org.opensmdp.rsp.Bytes;

/** What a command is called; never what it carries: a PIN stays among the octets. */
final class CommandText {
  private static final Map<Integer, String> NAMES = Map.ofEntries(
      Map.entry(0x10, "TERMINAL PROFILE"),
      Map.entry(0x12, "FETCH"),
      Map.entry(0x14, "TERMINAL RESPONSE"),
      Map.entry(0x20, "VERIFY PIN"),
      Map.entry(0x24, "CHANGE PIN"),
      Map.entry(0x26, "DISABLE PIN"),
      Map.entry(0x28, "ENABLE PIN"),
      Map.entry(0x2C, "UNBLOCK PIN"),
      Map.entry(0x70, "MANAGE CHANNEL"),
      Map.entry(0x88, "AUTHENTICATE"),
      Map.entry(0x89, "AUTHENTICATE"),
      Map.entry(0xA2, "SEARCH RECORD"),
      Map.entry(0xA4, "SELECT"),
      Map.entry(0xAA, "TERMINAL CAPABILITY"),
      Map.entry(0xB0, "READ BINARY"),
      Map.entry(0xB2, "READ RECORD"),
      Map.entry(0xC0, "GET RESPONSE"),
      Map.entry(0xD6, "UPDATE BINARY"),
      Map.entry(0xDC, "UPDATE RECORD"),
      Map.entry(0xE2, "STORE DATA"),
      Map.entry(0xF2, "STATUS"));

  private CommandText() {}

  /** Returns name and channel: {@code STORE DATA, channel 1, block 0, last}. */
  static String of(Bytes command) {
    var parsed = CommandApdu.parse(command);
    if (parsed.isEmpty()) {
      return "no command";
    }
    var apdu = parsed.get();
    var name = NAMES.getOrDefault(apdu.ins(), "INS %02X".formatted(apdu.ins()));
    var text = "%s, channel %d".formatted(name, apdu.channel());
    if (apdu.ins() == 0xE2 && apdu.proprietary()) {
      text += ", block %d%s".formatted(apdu.p2(), apdu.p1() == 0x91 ? ", last" : "");
    }
    return text;
  }
}
