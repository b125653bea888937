package org.opensmdp.cli.suite;

import org.opensmdp.rsp.StatusCode;

/**
 * A refusal as the tables of the suite say it.
 *
 * @param pair subject and reason, what JSON says
 * @param error the integer, what ASN.1 says
 */
record Refused(String pair, int error) {
  /** Returns what events and rows call it. */
  String status() {
    int slash = pair.indexOf('/');
    return StatusCode.of(pair.substring(0, slash), pair.substring(slash + 1))
        .orElseThrow()
        .name();
  }

  @Override
  public String toString() {
    return pair + " (" + error + ")";
  }
}
