package org.opensmdp.cli;

import java.util.Locale;

/** How a synthetic activation ended: well, or the step it failed at. A label of metrics. */
enum SyntheticOutcome {
  SUCCESS,
  /** No order could be had of the type: the admin API, the type, its stock. */
  ORDER,
  /** The order of an earlier round could not be made usable again. */
  CLEAN_UP,
  /** No function was answered: DNS, TCP, TLS. */
  CONNECTION,
  /** A function of ES9+ refused, or answered nonsense. */
  FUNCTION,
  /** The card refused the server or the package. */
  CARD,
  /** The card's report was not taken. */
  REPORT,
  /** It took longer than it may. */
  TIMEOUT;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
