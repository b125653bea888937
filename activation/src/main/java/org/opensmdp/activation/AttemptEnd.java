package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.EuiccResponse;
import org.opensmdp.rsp.FinalResult;

/**
 * How an attempt ended. It ends once; a report that comes after it was given up for silence is kept beside.
 *
 * @param attribution absent of a success
 * @param cause of a closed set, empty of a success: {@code PIR 12}, {@code PIR 12 PE 3 status 6} where the
 *     card names the element, {@code cancel 0}, {@code silence}
 */
public record AttemptEnd(Result result, Optional<Attribution> attribution, String cause) {
  private static final AttemptEnd SUCCESS = new AttemptEnd(Result.SUCCESS, Optional.empty(), "");

  /** What became of it. */
  public enum Result {
    SUCCESS,
    /** The card reported that it did not install. */
    FAILURE,
    /** The LPA gave up. */
    CANCELLED,
    /** A package was delivered, and no report came in time. */
    UNCONFIRMED
  }

  /** Returns the end that a card's report is. */
  public static AttemptEnd of(FinalResult outcome) {
    if (outcome instanceof FinalResult.Success) {
      return SUCCESS;
    }
    var failure = (FinalResult.Failure) outcome;
    var by = Attribution.ofReport(ErrorReason.of(failure.errorReason()));
    var cause = "PIR " + failure.errorReason() + element(failure);
    return new AttemptEnd(Result.FAILURE, Optional.of(by), cause);
  }

  /** Returns the end that giving a session up is. */
  public static AttemptEnd of(CancelSessionReason reason) {
    return new AttemptEnd(
        Result.CANCELLED, Optional.of(Attribution.ofCancel(reason)), "cancel " + reason.code());
  }

  /** Returns the end of an attempt that nobody has heard of again. */
  public static AttemptEnd silence() {
    return new AttemptEnd(Result.UNCONFIRMED, Optional.of(Attribution.NETWORK), "silence");
  }

  /** What the card says of the first element it could not process, if it can be read. */
  private static String element(FinalResult.Failure failure) {
    return failure.simaResponse().flatMap(EuiccResponse::firstError).stream()
        .map(error -> " PE %s status %d"
            .formatted(
                error.identificationNumber().isPresent()
                    ? Integer.toString(error.identificationNumber().getAsInt())
                    : "?",
                error.status()))
        .findFirst()
        .orElse("");
  }
}
