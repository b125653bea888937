package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import org.opensmdp.rsp.TransactionId;

/** Attempts that no device ends. Every method is one transaction. */
public interface Attempts {

  /**
   * Ends attempts whose package was delivered and of which no report has come, the oldest first, each with
   * an event of {@code told}'s function and text; their orders stay as they are.
   *
   * @param deliveredBefore those delivered then or earlier
   * @return what they are counted by
   */
  List<Ended> endSilent(Instant deliveredBefore, int most, ActivationEvent told);

  /** The same of sessions that are over and in which no package was asked for. */
  List<Ended> endAbandoned(Instant now, int most, ActivationEvent told);

  /**
   * An attempt that has been ended.
   *
   * @param synthetic one of our own, that no objective counts
   */
  record Ended(
      TransactionId transactionId, long operatorId, AttemptFacts facts, boolean synthetic) {}
}
