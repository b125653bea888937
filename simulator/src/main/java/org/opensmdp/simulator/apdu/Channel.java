package org.opensmdp.simulator.apdu;

import java.util.Optional;

/** One logical channel of a card while it is open. */
final class Channel {
  private final int number;
  private final StoreData storeData = new StoreData();
  private boolean isdrSelected;
  private Optional<Answer> waiting = Optional.empty();

  Channel(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  boolean isdrSelected() {
    return isdrSelected;
  }

  /** Blocks half received and answers half fetched belong to what was selected before. */
  void select(boolean isdr) {
    isdrSelected = isdr;
    storeData.clear();
    waiting = Optional.empty();
  }

  StoreData storeData() {
    return storeData;
  }

  /** What GET RESPONSE has still to fetch, with the status word that ends it. */
  Optional<Answer> waiting() {
    return waiting;
  }

  void waiting(Optional<Answer> value) {
    waiting = value;
  }
}
