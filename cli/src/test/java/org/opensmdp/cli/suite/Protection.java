package org.opensmdp.cli.suite;

import org.opensmdp.server.TryOutStock;

/** How the packages of a case are protected: two profile types of the try-out. */
enum Protection {
  SESSION_KEYS(TryOutStock.TYPE),
  PROFILE_KEYS(TryOutStock.TYPE_PPK);

  private final String type;

  Protection(String type) {
    this.type = type;
  }

  OrderSpec order(boolean withCode) {
    var plain = OrderSpec.of(type);
    return withCode ? plain.withCode() : plain;
  }
}
