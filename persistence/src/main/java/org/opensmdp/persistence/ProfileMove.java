package org.opensmdp.persistence;

import java.util.Optional;
import org.opensmdp.activation.Order;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ReleaseVerdict;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;

/**
 * The parts of a statement that moves a profile from the state it was read in, and their values.
 *
 * <p>Whoever moves a profile locks its row first and the rows that hang on it after: a session, a
 * binding, a report. So two movers wait for each other and never in a circle; the later one finds the
 * guard not to hold any more and changes nothing.
 */
final class ProfileMove {
  /** Holds while the profile is as it was read: the same order, and nobody has tried it since. */
  static final String GUARD = """
      iccid = :iccid and state = :from_state and eid is not distinct from :from_eid
        and matching_id is not distinct from :from_matching_id
        and download_attempts = :from_downloads and confirmation_attempts = :from_codes\
      """;

  /** Locks the profile if it is as it was read; what depends on it changes nothing otherwise. */
  static final String HELD = "held as (select iccid from profile where " + GUARD + " for update)";

  /** What a device can change of an order. What was prepared for it goes with its last download. */
  static final String TARGET = """
      state = :to_state, eid = :to_eid, download_attempts = :to_downloads,
        confirmation_attempts = :to_codes, failure = :failure,
        prepared_package = case when :drops then null
          else coalesce(:prepared_package, prepared_package) end,
        prepared_version = case when :drops then null
          else coalesce(:prepared_version, prepared_version) end,
        released_version = case when :drops then null
          else coalesce(:released_version, released_version) end,
        released_hash = case when :drops then null
          else coalesce(:released_hash, released_hash) end,
        shown_hash = case when :drops then null else coalesce(:shown_hash, shown_hash) end,
        changed_at = case when state = :to_state then changed_at else :now end\
      """;

  private ProfileMove() {}

  /** Returns the part that moves the profile for a row of {@code source}, unless it stays as it is. */
  static String movedAfter(String source) {
    return "moved as (update profile set " + TARGET + " from " + source + " where profile.iccid = "
        + source + ".iccid and (:moves or :prepared_package::bytea is not null"
        + " or :judged))";
  }

  /** Returns the part that drops the binding for a row of {@code source}, if it is of no more use. */
  static String droppedAfter(String source) {
    return "dropped as (delete from binding using " + source + " where binding.iccid = " + source
        + ".iccid and :drops)";
  }

  static Values values(Profile from, Profile to) {
    var values = new Values();
    values
        .text("iccid", from.iccid().digits())
        .text("from_state", from.state().name())
        .text("from_eid", from.eid().map(Eid::digits))
        .text("from_matching_id", order(from).map(Order::matchingId).map(MatchingId::text))
        .number("from_downloads", order(from).map(Order::downloadAttempts).orElse(0))
        .number("from_codes", codes(from));
    return values
        .text("to_state", to.state().name())
        .text("to_eid", to.eid().map(Eid::digits))
        .number("to_downloads", order(to).map(Order::downloadAttempts).orElse(0))
        .number("to_codes", codes(to))
        .text("failure", failure(to))
        .flag("moves", !from.equals(to))
        .flag("drops", !(to instanceof Profile.Downloadable))
        .octets("prepared_package", Optional.empty())
        .number("prepared_version", Optional.empty())
        .number("released_version", Optional.empty())
        .octets("released_hash", Optional.empty())
        .octets("shown_hash", Optional.empty())
        .flag("judged", false);
  }

  /** Puts the verdict on a package; without one, that which is there is kept. */
  static Values put(Values values, Optional<ReleaseVerdict> verdict) {
    return values
        .number("released_version", verdict.map(ReleaseVerdict::versionId))
        .octets("released_hash", verdict.map(ReleaseVerdict::packageDigest))
        .flag("judged", verdict.isPresent());
  }

  static Optional<Order> order(Profile profile) {
    return profile instanceof Profile.Ordered ordered
        ? Optional.of(ordered.order())
        : Optional.empty();
  }

  private static int codes(Profile profile) {
    return order(profile).map(Order::confirmationAttempts).orElse(0);
  }

  private static Optional<String> failure(Profile profile) {
    return profile instanceof Profile.Failed failed
        ? Optional.of(failed.cause().name())
        : Optional.empty();
  }
}
