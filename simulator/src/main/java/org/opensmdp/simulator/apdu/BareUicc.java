package org.opensmdp.simulator.apdu;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.Uicc;

/** A card with nothing but its ISD-R: no file, no application. */
public final class BareUicc implements Uicc {
  private static final int SELECT = 0xA4;

  @Override
  public Bytes transmit(int channel, Bytes command) {
    int ins = command.size() > 1 ? command.at(1) : 0;
    return Answer.of(ins == SELECT ? StatusWord.NOT_FOUND : StatusWord.UNKNOWN_INSTRUCTION)
        .whole();
  }

  @Override
  public void closed(int channel) {
    // nothing is ever selected
  }
}
