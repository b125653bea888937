package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.opensmdp.rsp.Bytes;

/** Holds a conversation with a card as it is written down in {@code apdu/conversation.txt}. */
final class Conversation {
  private static final int MORE = 0x61;

  private final CardProcess card;
  private final ConversationServer server;
  private final NamedOctets octets;
  private final int blockSize;
  private final boolean pieces;
  private final List<Bytes> sent = new ArrayList<>();

  /** @param pieces whether the card is to offer its longer answers by 61xx */
  Conversation(CardProcess card, ConversationServer server, int blockSize, boolean pieces) {
    this.card = card;
    this.server = server;
    this.octets = server.octets();
    this.blockSize = blockSize;
    this.pieces = pieces;
  }

  /** Returns the commands, GET RESPONSE left out. */
  List<Bytes> sent() {
    return sent;
  }

  /** Says every line, and fails at the first answer that is another than written. */
  void hold() {
    var answer = Bytes.EMPTY;
    for (var line : written().lines().toList()) {
      if (line.startsWith(">>*")) {
        answer = sendEach(server.several(line.substring(3).trim()));
      } else if (line.startsWith(">>")) {
        answer = sendInBlocks(octets.octets(line.substring(2)));
      } else if (line.startsWith(">")) {
        answer = send(octets.octets(line.substring(1)));
      } else if (line.startsWith("<")) {
        assertThat(octets.matches(line.substring(1), answer))
            .as("%s, after %s, was answered %s", line, last(), answer)
            .isTrue();
      } else if (line.startsWith("=")) {
        server.ask(line.substring(1).trim());
      } else {
        assertThat(line).matches("(#.*)?");
      }
    }
  }

  private Bytes last() {
    return sent.get(sent.size() - 1);
  }

  private static String written() {
    try (var file = Conversation.class.getResourceAsStream("/apdu/conversation.txt")) {
      assertThat(file).isNotNull();
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Bytes sendEach(List<Bytes> requests) {
    var answer = Bytes.fromHex("9000");
    for (var request : requests) {
      assertThat(answer).hasToString("9000"); // until the last
      answer = sendInBlocks(request);
    }
    return answer;
  }

  private Bytes sendInBlocks(Bytes request) {
    for (int at = 0, number = 0; ; at += blockSize, number++) {
      int end = Math.min(request.size(), at + blockSize);
      boolean last = end == request.size();
      var header = Bytes.of(
          (byte) 0x81, (byte) 0xE2, (byte) (last ? 0x91 : 0x11), (byte) number, (byte) (end - at));
      var answer = send(Bytes.concat(header, request.slice(at, end)));
      if (last) {
        return answer;
      }
      assertThat(answer).hasToString("9000");
    }
  }

  private Bytes send(Bytes command) {
    sent.add(command);
    var answer = card.transmit(command);
    boolean offered = answer.size() == 2 && answer.at(0) == MORE;
    assertThat(offered && !pieces).as("an answer in pieces").isFalse();
    return offered ? fetched(command, answer) : answer;
  }

  private Bytes fetched(Bytes command, Bytes offer) {
    var all = Bytes.EMPTY;
    var piece = offer;
    while (piece.at(piece.size() - 2) == MORE) {
      all = Bytes.concat(all, piece.slice(0, piece.size() - 2));
      piece = card.transmit(Bytes.of((byte) command.at(0), (byte) 0xC0, (byte) 0, (byte) 0, (byte)
          piece.at(piece.size() - 1)));
    }
    return Bytes.concat(all, piece);
  }
}
