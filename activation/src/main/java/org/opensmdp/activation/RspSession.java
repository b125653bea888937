package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/**
 * One RSP session from the moment the card has proved itself (SGP.22 v2 §3.1.3). Before that a
 * session is nothing but its transactionId ({@link Challenges}).
 *
 * <pre>
 * Authenticated --bound--> Bound --+--closed--> Closed
 *       \_________________________/
 * </pre>
 */
public sealed interface RspSession {
  SessionTerms terms();

  /** A session in which the device may still ask for something. */
  sealed interface Open extends RspSession {
    default Closed closed() {
      return new Closed(terms(), Optional.empty());
    }

    /** Returns the session closed by a cancelSessionResponse with this SHA-256. */
    default Closed cancelledBy(Bytes requestDigest) {
      return new Closed(terms(), Optional.of(requestDigest));
    }
  }

  /** The card is proven and an order is claimed for it. */
  record Authenticated(SessionTerms terms) implements Open {
    public Bound bound(Bytes requestDigest, Bytes smdpSign) {
      return new Bound(terms, requestDigest, smdpSign);
    }
  }

  /**
   * A package has been delivered.
   *
   * @param requestDigest SHA-256 of the prepareDownloadResponse: the same again gets the same package
   * @param smdpSign the TLV 5F37 in that package
   */
  record Bound(SessionTerms terms, Bytes requestDigest, Bytes smdpSign) implements Open {}

  /**
   * Reported, cancelled or superseded; kept for the reports that come late.
   *
   * @param cancelDigest SHA-256 of the cancelSessionResponse that closed it: the same again is answered
   *     as before
   */
  record Closed(SessionTerms terms, Optional<Bytes> cancelDigest) implements RspSession {
    boolean wasCancelledBy(Bytes requestDigest) {
      return cancelDigest.equals(Optional.of(requestDigest));
    }
  }
}
