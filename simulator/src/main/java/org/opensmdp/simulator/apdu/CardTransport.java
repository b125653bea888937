package org.opensmdp.simulator.apdu;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.Es10;
import org.opensmdp.simulator.Uicc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A card as a terminal sees it: octets in, octets out (ISO/IEC 7816-4, ETSI TS 102 221, SGP.22 v2
 * §5.7.2). It knows channels, SELECT, STORE DATA and GET RESPONSE; what is for the ISD-R goes to {@link
 * Es10}, everything else to {@link Uicc}.
 *
 * <p>Any thread: commands wait for each other, as at a card. Whatever the octets, there is an answer.
 */
public final class CardTransport {
  private static final Logger LOG = LoggerFactory.getLogger(CardTransport.class);

  private final Es10 es10;
  private final CardOptions options;
  private final CardListener listener;
  private final Channels channels;
  private final CardCommands commands;

  public CardTransport(Es10 es10, Uicc uicc, CardOptions options, CardListener listener) {
    this.es10 = es10;
    this.options = options;
    this.listener = listener;
    this.channels = new Channels(uicc);
    this.commands = new CardCommands(channels, es10, uicc, options, listener);
  }

  /**
   * Takes the power away and gives it back: channels are closed, the session is lost.
   *
   * @return the answer to reset
   */
  public synchronized Bytes reset() {
    channels.reset();
    es10.powerCycle();
    listener.reset(options.atr());
    return options.atr();
  }

  public Bytes atr() {
    return options.atr();
  }

  /** Returns the AID the ISD-R of this card is selected by. */
  public Bytes isdrAid() {
    return options.isdrAid();
  }

  /**
   * Answers a command.
   *
   * @param command a whole APDU of any case, with lengths of one octet or of three
   * @return data, if there are any, and the status word: 2 octets or more
   */
  public synchronized Bytes transmit(Bytes command) {
    var response = answer(command).whole();
    listener.exchanged(command, response);
    return response;
  }

  private Answer answer(Bytes command) {
    try {
      return CommandApdu.parse(command)
          .map(commands::answer)
          .orElseGet(() -> Answer.of(StatusWord.WRONG_LENGTH));
    } catch (RuntimeException e) { // a defect of the card, which a terminal must survive
      LOG.error("the virtual card failed at a command", e);
      return Answer.of(StatusWord.NO_PRECISE_DIAGNOSIS);
    }
  }
}
