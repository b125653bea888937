package org.opensmdp.cli.suite;

import org.junit.jupiter.api.Assumptions;

/** The cases that stand in the tables although the server does not do yet what they ask; all of them. */
enum Pending {
  REPORT_BY_ICCID("a report of an unknown session is not looked up by its ICCID yet"),
  ANOTHER_REQUEST_TOLD("another authenticateClient in a session that has begun leaves no event"),
  EUICC_MARKED_AS_A_CA("an eUICC certificate that is marked as a CA is taken"),
  REBINDING_REFUSED("no policy refuses to bind to another key yet (8.2/3.7, error 5)"),
  CANCEL_AGAIN("an identical cancelSession is refused when it comes again, not answered again");

  private final String why;

  Pending(String why) {
    this.why = why;
  }

  /** Skips the case that asks, saying why. */
  void skip() {
    Assumptions.abort(why);
  }

  /** The same, as a step of a case. */
  void skip(Visit visit) {
    skip();
  }
}
