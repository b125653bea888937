package org.opensmdp.simulator.apdu;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** The functions of the stdio driver, carried out on a card. */
final class StdioCard {
  private static final Bytes OPEN_CHANNEL = Bytes.fromHex("0070000001");
  private static final int FIRST_OF_FURTHER = 4;

  private final CardTransport card;
  private boolean connected;

  /** What a function came to: 0, or the number of a channel. */
  record Done(int ecode, Optional<String> data) {
    static final Done OK = new Done(0, Optional.empty());
  }

  /** A call that cannot be answered but by a negative number. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  StdioCard(CardTransport card) {
    this.card = card;
  }

  Done call(String function, JsonNode param) throws Refused {
    if (!connected && !function.equals("connect")) {
      throw new Refused("func " + shortened(function) + " before connect");
    }
    return switch (function) {
      case "connect" -> connect(true);
      case "disconnect" -> connect(false);
      case "logic_channel_open" -> openChannel(octets(param));
      case "logic_channel_close" -> closeChannel(octets(param));
      case "transmit" -> new Done(0, Optional.of(hex(card.transmit(octets(param)))));
      default -> throw new Refused("func " + shortened(function) + " is unknown");
    };
  }

  /** Either way the card starts anew. */
  private Done connect(boolean value) {
    connected = value;
    var unused = card.reset();
    return Done.OK;
  }

  private Done openChannel(Bytes aid) throws Refused {
    if (aid.isEmpty() || aid.size() > 16) {
      throw new Refused("logic_channel_open: AID of %d octets".formatted(aid.size()));
    }
    var opened = Answer.parse(card.transmit(OPEN_CHANNEL));
    if (!opened.good()) {
      throw new Refused("logic_channel_open: the card has no channel left");
    }
    int channel = opened.data().at(0);
    var header =
        Bytes.of((byte) classOf(channel), (byte) 0xA4, (byte) 4, (byte) 0, (byte) aid.size());
    var selected = Answer.parse(card.transmit(Bytes.concat(header, aid)));
    if (!selected.good()) {
      var unused = card.transmit(closing(channel));
      throw new Refused("logic_channel_open: no application %s (status word %04X)"
          .formatted(aid, selected.statusWord()));
    }
    return new Done(channel, Optional.empty());
  }

  private Done closeChannel(Bytes channel) throws Refused {
    if (channel.size() != 1) {
      throw new Refused("logic_channel_close: one octet is wanted");
    }
    if (channel.at(0) == 0) { // the basic channel stays, and nobody need know
      return Done.OK;
    }
    var closed = Answer.parse(card.transmit(closing(channel.at(0))));
    if (!closed.good()) {
      throw new Refused("logic_channel_close: channel %d is not open".formatted(channel.at(0)));
    }
    return Done.OK;
  }

  private static Bytes closing(int channel) {
    return Bytes.of((byte) 0, (byte) 0x70, (byte) 0x80, (byte) channel, (byte) 0);
  }

  private static int classOf(int channel) {
    return channel < FIRST_OF_FURTHER ? channel : 0x40 | (channel - FIRST_OF_FURTHER);
  }

  private static Bytes octets(JsonNode param) throws Refused {
    if (!param.isTextual()) {
      throw new Refused("param is missing or no text");
    }
    try {
      return Bytes.fromHex(param.textValue());
    } catch (IllegalArgumentException e) {
      throw new Refused("param is not hex");
    }
  }

  private static String hex(Bytes octets) {
    return octets.toString().toLowerCase(Locale.ROOT);
  }

  private static String shortened(String text) {
    var printable = text.replaceAll("[^A-Za-z0-9_]", "?");
    return printable.length() > 32 ? printable.substring(0, 32) + "..." : printable;
  }
}
