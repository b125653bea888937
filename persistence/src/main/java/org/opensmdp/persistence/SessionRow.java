package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.RSP_SESSION;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Record;
import org.opensmdp.activation.AttemptFacts;
import org.opensmdp.activation.CardEvidence;
import org.opensmdp.activation.RefusedRequest;
import org.opensmdp.activation.RspSession;
import org.opensmdp.activation.SessionTerms;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.TransactionId;

/** How sessions lie in their rows. */
final class SessionRow {
  /** What a card showed of itself. */
  private static final Set<Field<?>> CARD = Set.of(
      RSP_SESSION.EUICC_INFO2,
      RSP_SESSION.EUM_NAME,
      RSP_SESSION.EUM_NOT_AFTER,
      RSP_SESSION.EUICC_NOT_AFTER,
      RSP_SESSION.CARD_CI);

  /** All but what only people read. */
  static final List<Field<?>> COLUMNS = Stream.<Field<?>>of(RSP_SESSION.fields())
      .filter(column -> !CARD.contains(column))
      .toList();

  /** Ends the attempt by the first event of the statement, if it says so and nothing has ended it. */
  static final String ENDED = """
          ended_at = case when result is null and :e0_end_result::text is not null then :now
            else ended_at end,
          attribution = case when result is null then :e0_end_attribution else attribution end,
          cause = case when result is null then :e0_end_cause else cause end,
          result = coalesce(result, :e0_end_result)\
      """;

  private SessionRow() {}

  static RspSession session(Record row) {
    return session(row, row.get(RSP_SESSION.RECALLED));
  }

  /** Returns the session; {@code recalled} is what is known of its version by now. */
  static RspSession session(Record row, boolean recalled) {
    var begun = new RspSession.Authenticated(terms(row, recalled));
    return switch (row.get(RSP_SESSION.STATE)) {
      case "AUTHENTICATED" -> begun;
      case "BOUND" ->
        begun.bound(
            Bytes.wrap(row.get(RSP_SESSION.BOUND_DIGEST)),
            Bytes.wrap(row.get(RSP_SESSION.SMDP_SIGN)));
      case "CLOSED" ->
        Optional.ofNullable(row.get(RSP_SESSION.CANCEL_DIGEST))
            .map(digest -> begun.cancelledBy(Bytes.wrap(digest)))
            .orElseGet(begun::closed);
      default ->
        throw new IllegalStateException("a session in state " + row.get(RSP_SESSION.STATE));
    };
  }

  static Values put(Values values, SessionTerms terms) {
    return put(values, terms.attempt())
        .octets("transaction_id", terms.transactionId().octets())
        .text("session_eid", terms.eid().digits())
        .text("credential_set", terms.credentialSet())
        .octets("request_digest", terms.requestDigest())
        .text("euicc_curve", terms.euiccKey().curve().name())
        .octets("euicc_key", terms.euiccKey().point())
        .octets("smdp_signed2", terms.smdpSigned2())
        .octets("smdp_signature2", terms.smdpSignature2())
        .octets("session_metadata", terms.profileMetadata())
        .flag("failed", terms.failed())
        .octets("tac", terms.tac())
        .time("created_at", terms.createdAt())
        .time("session_ends", terms.expiresAt());
  }

  private static Values put(Values values, Optional<AttemptFacts> facts) {
    var card = facts.flatMap(AttemptFacts::card);
    return values
        .number("rollout_id", facts.flatMap(AttemptFacts::rolloutId))
        .text("mcc", facts.flatMap(AttemptFacts::mcc))
        .text("eum", facts.map(AttemptFacts::eum))
        .text("firmware", facts.map(AttemptFacts::firmware))
        .text("svn", facts.map(AttemptFacts::svn))
        .text("package_version", facts.map(AttemptFacts::packageVersion))
        .octets("euicc_info2", card.map(CardEvidence::euiccInfo2))
        .text("eum_name", card.map(CardEvidence::eumName))
        .time("eum_not_after", card.map(CardEvidence::eumNotAfter))
        .time("euicc_not_after", card.map(CardEvidence::euiccNotAfter))
        .text("card_ci", card.map(CardEvidence::ci).filter(ci -> !ci.isEmpty()));
  }

  static Optional<AttemptFacts> facts(Record row) {
    return Optional.ofNullable(row.get(RSP_SESSION.EUM))
        .map(eum -> new AttemptFacts(
            Optional.ofNullable(row.get(RSP_SESSION.MCC)),
            eum,
            row.get(RSP_SESSION.FIRMWARE),
            row.get(RSP_SESSION.SVN),
            row.get(RSP_SESSION.PACKAGE_VERSION),
            Optional.ofNullable(row.get(RSP_SESSION.ROLLOUT_ID))));
  }

  /** Returns the values of the guard that the session is in the step it was read in. */
  static Values putGuard(Values values, RspSession.Open session) {
    var digest = session instanceof RspSession.Bound bound
        ? Optional.of(bound.requestDigest())
        : Optional.<Bytes>empty();
    return values
        .octets("transaction_id", session.terms().transactionId().octets())
        .text("session_state", digest.isPresent() ? "BOUND" : "AUTHENTICATED")
        .octets("digest_before", digest);
  }

  private static Optional<RefusedRequest> refused(Record row) {
    return Optional.ofNullable(row.get(RSP_SESSION.REFUSED_DIGEST))
        .map(digest -> new RefusedRequest(
            Bytes.wrap(digest),
            StatusCode.valueOf(row.get(RSP_SESSION.REFUSED_STATUS)),
            row.get(RSP_SESSION.REFUSED_MESSAGE)));
  }

  private static SessionTerms terms(Record row, boolean recalled) {
    return new SessionTerms(
        new TransactionId(Bytes.wrap(row.get(RSP_SESSION.TRANSACTION_ID))),
        new Iccid(row.get(RSP_SESSION.ICCID)),
        new Eid(row.get(RSP_SESSION.EID)),
        row.get(RSP_SESSION.CREDENTIAL_SET),
        Bytes.wrap(row.get(RSP_SESSION.REQUEST_DIGEST)),
        new EcPublicKey(
            Curve.valueOf(row.get(RSP_SESSION.EUICC_CURVE)),
            Bytes.wrap(row.get(RSP_SESSION.EUICC_KEY))),
        Bytes.wrap(row.get(RSP_SESSION.SMDP_SIGNED2)),
        Bytes.wrap(row.get(RSP_SESSION.SMDP_SIGNATURE2)),
        Bytes.wrap(row.get(RSP_SESSION.PROFILE_METADATA)),
        row.get(RSP_SESSION.FAILED),
        refused(row),
        Optional.ofNullable(row.get(RSP_SESSION.TAC)).map(Bytes::wrap),
        facts(row),
        recalled,
        row.get(RSP_SESSION.CREATED_AT).toInstant(),
        row.get(RSP_SESSION.EXPIRES_AT).toInstant());
  }
}
