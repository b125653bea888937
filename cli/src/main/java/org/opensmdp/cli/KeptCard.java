package org.opensmdp.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.VirtualEuicc;
import org.opensmdp.simulator.apdu.CardListener;

/**
 * Keeps a card in a file: written whenever a function has changed what the card holds, so that a process
 * that is killed has done to it what a loss of power does.
 */
final class KeptCard implements CardListener {
  private final VirtualEuicc euicc;
  private final Path file;
  private String written = "";

  KeptCard(VirtualEuicc euicc, Path file) {
    this.euicc = euicc;
    this.file = file;
  }

  @Override
  public void reset(Bytes atr) {
    keep();
  }

  @Override
  public void called(Bytes request, Bytes response) {
    keep();
  }

  /** A card that cannot be written lives on; who relies on its file is told each time. */
  void keep() {
    var state = euicc.snapshot();
    var json = state.json();
    if (json.equals(written)) {
      return;
    }
    try {
      state.write(file);
      written = json;
    } catch (IOException e) {
      System.err.println("opensmdp: the card was not written to " + file + ": " + e.getMessage());
    }
  }
}
