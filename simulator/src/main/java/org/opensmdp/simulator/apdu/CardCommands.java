package org.opensmdp.simulator.apdu;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.simulator.CardRefusal;
import org.opensmdp.simulator.Es10;
import org.opensmdp.simulator.Uicc;

/** Who answers which command. */
final class CardCommands {
  private static final int MANAGE_CHANNEL = 0x70;
  private static final int SELECT = 0xA4;
  private static final int GET_RESPONSE = 0xC0;
  private static final int STORE_DATA = 0xE2;
  private static final int FETCH = 0x12;
  private static final int TERMINAL_PROFILE = 0x10;
  private static final int TERMINAL_RESPONSE = 0x14;
  private static final int TERMINAL_CAPABILITY = 0xAA;
  private static final int STATUS = 0xF2;

  private static final int BY_AID = 0x04;
  private static final int OTHER_OCCURRENCE = 0x03;
  private static final int WITHOUT_FCI = 0x0C;

  private final Channels channels;
  private final Es10 es10;
  private final Uicc uicc;
  private final CardOptions options;
  private final CardListener listener;
  private final Refresh refresh;

  CardCommands(
      Channels channels, Es10 es10, Uicc uicc, CardOptions options, CardListener listener) {
    this.channels = channels;
    this.es10 = es10;
    this.uicc = uicc;
    this.options = options;
    this.listener = listener;
    this.refresh = new Refresh(es10);
  }

  Answer answer(CommandApdu command) {
    var refused = command.refusedClass();
    if (refused.isPresent()) {
      return Answer.of(refused.getAsInt());
    }
    return channels
        .find(command.channel())
        .map(channel -> answer(channel, command))
        .orElseGet(() -> Answer.of(StatusWord.CHANNEL_NOT_SUPPORTED));
  }

  private Answer answer(Channel channel, CommandApdu command) {
    if (command.ins() == GET_RESPONSE) { // LPAs send it with either class
      return GetResponse.fetch(channel, command);
    }
    channel.waiting(Optional.empty());
    if (command.ins() == MANAGE_CHANNEL && !command.proprietary()) {
      return channels.manage(channel, command);
    }
    var answer = command.proprietary() ? proprietary(channel, command) : iso(channel, command);
    return handedOver(channel, command, answer);
  }

  private Answer iso(Channel channel, CommandApdu command) {
    if (command.ins() != SELECT) {
      return elsewhere(channel, command);
    }
    return command.p1() == BY_AID && command.data().equals(options.isdrAid())
        ? selectIsdr(channel, command)
        : selectElsewhere(channel, command);
  }

  private Answer selectIsdr(Channel channel, CommandApdu command) {
    if ((command.p2() & ~(OTHER_OCCURRENCE | WITHOUT_FCI)) != 0) {
      return Answer.of(StatusWord.INCORRECT_P1_P2);
    }
    if ((command.p2() & OTHER_OCCURRENCE) != 0) { // there is one
      return Answer.of(StatusWord.NOT_FOUND);
    }
    channel.select(true);
    boolean silent = (command.p2() & WITHOUT_FCI) == WITHOUT_FCI;
    return new Answer(silent ? Bytes.EMPTY : IsdrDirectory.fci(options), StatusWord.OK);
  }

  /** What cannot be selected leaves selected what was. */
  private Answer selectElsewhere(Channel channel, CommandApdu command) {
    var answer = Answer.parse(uicc.transmit(channel.number(), command.whole()));
    if (answer.good()) {
      channel.select(false);
    }
    return answer;
  }

  private Answer proprietary(Channel channel, CommandApdu command) {
    return switch (command.ins()) {
      case STORE_DATA -> storeData(channel, command);
      case TERMINAL_CAPABILITY, TERMINAL_PROFILE, TERMINAL_RESPONSE -> Answer.of(StatusWord.OK);
      case FETCH -> refresh.fetch();
      case STATUS -> status(channel, command);
      default -> elsewhere(channel, command);
    };
  }

  /** With the ISD-R selected, or no file system, there is nothing to tell of but that the card lives. */
  private Answer status(Channel channel, CommandApdu command) {
    if (channel.isdrSelected()) {
      return Answer.of(StatusWord.OK);
    }
    var answer = Answer.parse(uicc.transmit(channel.number(), command.whole()));
    boolean unknown = answer.statusWord() == StatusWord.UNKNOWN_INSTRUCTION
        || answer.statusWord() == StatusWord.UNKNOWN_CLASS;
    return unknown ? Answer.of(StatusWord.OK) : answer;
  }

  private Answer elsewhere(Channel channel, CommandApdu command) {
    return channel.isdrSelected()
        ? Answer.of(StatusWord.UNKNOWN_INSTRUCTION)
        : Answer.parse(uicc.transmit(channel.number(), command.whole()));
  }

  private Answer storeData(Channel channel, CommandApdu command) {
    if (!channel.isdrSelected()) {
      return Answer.of(StatusWord.CONDITIONS_NOT_SATISFIED);
    }
    try {
      var request = channel.storeData().take(command);
      return request.isPresent() ? call(request.get()) : Answer.of(StatusWord.OK);
    } catch (CardRefusal e) {
      return Answer.of(e.statusWord());
    } catch (InvalidMessage e) {
      return Answer.of(StatusWord.INCORRECT_DATA);
    }
  }

  private Answer call(Bytes request) {
    var response = Bytes.EMPTY;
    try {
      response = es10.storeData(request);
    } finally {
      listener.called(request, response);
    }
    return new Answer(response, refresh.statusWord());
  }

  /** Over T=0 a command carries data one way; what is for the other way waits to be fetched. */
  private Answer handedOver(Channel channel, CommandApdu command, Answer answer) {
    if (options.blockMode() == BlockMode.WHOLE || answer.data().isEmpty()) {
      return answer;
    }
    if (!command.data().isEmpty()) {
      return GetResponse.offer(channel, answer);
    }
    int wanted = command.le().orElse(0);
    int there = answer.data().size();
    return there > wanted ? Answer.of(StatusWord.EXACT_LENGTH | (there & 0xFF)) : answer;
  }
}
