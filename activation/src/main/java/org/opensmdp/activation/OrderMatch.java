package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ATTEMPTS_EXCEEDED;
import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ORDER_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EID_REFUSED;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_REFUSED;
import static org.opensmdp.rsp.StatusCode.PROFILE_NOT_ALLOWED;

import java.time.Instant;
import java.util.Locale;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/** Finds the order a card asks for and judges whether it may have it (SGP.22 v2 §5.6.3). */
final class OrderMatch {
  private final Downloads downloads;

  OrderMatch(Downloads downloads) {
    this.downloads = downloads;
  }

  /** Returns what the card asks for: by its token, or without one by its EID. */
  DownloadOffer find(ProvenCard card) {
    if (card.matchingId().isEmpty()) {
      return downloads
          .findByEid(card.eid())
          .orElseThrow(Refuse.as(EID_REFUSED, "no profile is pending for this EID"));
    }
    return card.matchingId()
        .filter(MatchingId::isWellFormed)
        .flatMap(downloads::findByMatchingId)
        .orElseThrow(Refuse.as(MATCHING_ID_REFUSED, "no order has this matchingId"));
  }

  /** Returns the profile, if it is the card's and its state lets it be downloaded. */
  Profile.Downloadable downloadable(ProvenCard card, DownloadOffer offer) {
    boolean isForCard = offer.profile().eid().map(card.eid()::equals).orElse(true);
    Refuse.unless(isForCard, EID_REFUSED, "EID doesn't match the expected value of the order");
    if (offer.profile() instanceof Profile.Downloadable downloadable) {
      return downloadable;
    }
    if (offer.profile() instanceof Profile.Failed failed && endedByLimit(failed.cause())) {
      throw new RspException(failed.cause(), limitText(failed.cause()));
    }
    String state = offer.profile().state().name().toLowerCase(Locale.ROOT);
    throw new RspException(
        PROFILE_NOT_ALLOWED, "the profile is " + state + " and not released for download");
  }

  /** Refuses an order whose time or attempts are used up; the caller ends it. */
  static void checkLimits(Profile.Downloadable profile, ProfileType type, Instant now) {
    Refuse.unless(
        !profile.order().expiredAt(now), DOWNLOAD_ORDER_EXPIRED, limitText(DOWNLOAD_ORDER_EXPIRED));
    Refuse.unless(
        profile.order().downloadAttempts() < type.maxDownloadAttempts(),
        DOWNLOAD_ATTEMPTS_EXCEEDED,
        limitText(DOWNLOAD_ATTEMPTS_EXCEEDED));
  }

  static boolean endedByLimit(StatusCode cause) {
    return cause == DOWNLOAD_ORDER_EXPIRED || cause == DOWNLOAD_ATTEMPTS_EXCEEDED;
  }

  private static String limitText(StatusCode cause) {
    return cause == DOWNLOAD_ORDER_EXPIRED
        ? "the download order has expired"
        : "the download order has no attempts left";
  }
}
