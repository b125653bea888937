package org.opensmdp.certs;

import org.opensmdp.rsp.Eid;

/**
 * What came of checking an eUICC's certificate chain (SGP.22 v2 §4.5.2.2, §5.6.3). Which status code
 * a problem becomes is decided by the function that asked.
 */
public sealed interface ChainCheck {

  /** The chain leads to the CI, and the eUICC is the one with this EID. */
  record Trusted(Eid eid, RspCertificate eum, RspCertificate euicc) implements ChainCheck {}

  /**
   * The chain does not hold.
   *
   * @param why one sentence in ASCII, at most 128 characters, that a phone may show; it quotes
   *     nothing of the certificate
   */
  record Refused(Problem problem, String why) implements ChainCheck {}

  /** The kinds of refusal a status code can tell apart. */
  enum Problem {
    /** The EUM certificate is from another CI than the chosen one. */
    CI_UNKNOWN,
    /** The CI certificate itself is out of its validity. */
    CI_EXPIRED,
    EUM_INVALID,
    EUM_EXPIRED,
    EUICC_INVALID,
    EUICC_EXPIRED;

    /** Whether nothing but time is what is wrong. */
    public boolean isOfTime() {
      return this == CI_EXPIRED || this == EUM_EXPIRED || this == EUICC_EXPIRED;
    }
  }
}
