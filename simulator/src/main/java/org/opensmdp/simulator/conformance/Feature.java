package org.opensmdp.simulator.conformance;

/**
 * What an SM-DP+ may have or not, as its maker declares it before a run; SGP.23 calls it the table of
 * optional features. A case that needs what is not declared is not applicable.
 */
public enum Feature {
  NIST("CI, DPauth and DPpb on P-256"),
  BRAINPOOL("CI, DPauth and DPpb on brainpoolP256r1"),
  JSON("ES9+ in JSON"),
  ASN1("ES9+ in ASN.1"),
  ES2PLUS("orders over ES2+"),
  SECOND_OPERATOR("a second operator with a client certificate of its own"),
  DEFAULT_SMDP("orders with an empty matchingId, found by EID"),
  CONFIRMATION_CODE("orders with a Confirmation Code"),
  LATE_RELEASE("confirmOrder with releaseFlag false, and releaseProfile"),
  REBINDING("a package bound again to another one-time key"),
  CALLBACKS("handleDownloadProgressInfo to an endpoint of the suite"),
  SMDS("events registered with an SM-DS"),
  MEMORY_CHECK("the memory of the eUICC compared with the size of the profile"),
  IDEMPOTENT_ES2PLUS("a repeated ES2+ call answered like the first"),
  HTTP2("HTTP/2 by ALPN"),
  TLS_1_3("TLS 1.3"),
  EXTENSIONS("members of later versions ignored");

  private final String text;

  Feature(String text) {
    this.text = text;
  }

  /** Returns what it is, in words. */
  public String text() {
    return text;
  }
}
