package org.opensmdp.activation;

import java.time.Instant;
import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.Secret;

/**
 * What a confirmed download order says, and how often it has been tried.
 *
 * @param eid the card it is for, or bound to by the first that came
 * @param matchingId the token; {@link MatchingId#NONE} is the default SM-DP+ case
 * @param confirmationCodeHash SHA-256 of the confirmation code, 32 octets
 * @param downloadAttempts successful authenticateClient calls so far
 * @param confirmationAttempts wrong confirmation codes so far, over all sessions
 */
public record Order(
    Optional<Eid> eid,
    MatchingId matchingId,
    Optional<Secret> confirmationCodeHash,
    Optional<String> smdsAddress,
    int downloadAttempts,
    int confirmationAttempts,
    Optional<Instant> expiresAt) {

  /** Returns the order bound to {@code card} and tried once more. */
  Order triedBy(Eid card) {
    return new Order(
        Optional.of(card),
        matchingId,
        confirmationCodeHash,
        smdsAddress,
        downloadAttempts + 1,
        confirmationAttempts,
        expiresAt);
  }

  Order wrongCode() {
    return new Order(
        eid,
        matchingId,
        confirmationCodeHash,
        smdsAddress,
        downloadAttempts,
        confirmationAttempts + 1,
        expiresAt);
  }

  /** Returns the order as it was before its last download attempt, for the same card. */
  Order untriedOnce() {
    return new Order(
        eid,
        matchingId,
        confirmationCodeHash,
        smdsAddress,
        Math.max(0, downloadAttempts - 1),
        confirmationAttempts,
        expiresAt);
  }

  /** Returns the order as it was before anybody came for it, for {@code card} or for whoever comes. */
  Order untried(Optional<Eid> card, Optional<Instant> expires) {
    return new Order(card, matchingId, confirmationCodeHash, smdsAddress, 0, 0, expires);
  }

  boolean isFor(Eid card) {
    return eid.isEmpty() || eid.get().equals(card);
  }

  boolean expiredAt(Instant now) {
    return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
  }
}
