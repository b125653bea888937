package org.opensmdp.persistence;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.opensmdp.activation.rollout.VersionChoice;

/** The steps of a download as SQL: one statement each, one round trip, one commit. */
final class DownloadCommands {
  private static final int EXPOSURE_LOCK = 0x0E5D_0034;
  private static final String COUNT = ") select count(*) from ";

  /** The session is in the step it was read in. */
  private static final String AT_ITS_STEP = """
        where transaction_id = :transaction_id and rsp_session.iccid = held.iccid
          and state = :session_state and bound_digest is not distinct from :digest_before\
      """;

  private static final String REFUSED = """
      refused as (
        insert into rsp_session (transaction_id, state, created_at, expires_at)
        select :transaction_id, 'REFUSED', :now, :refused_until
        where %s
        on conflict do nothing returning transaction_id)
      """;

  /** Values: transaction_id, now, refused_until, an event. */
  static final Command REFUSE = Command.of(
      "with",
      REFUSED.formatted("true"),
      ", told as (",
      Events.append("refused"),
      COUNT + "refused");

  /**
   * Values: those of the move and of {@link #REFUSE}. The session is refused whatever became of the
   * profile; that it asks whether the profile is held makes it wait for its turn. The operator is told
   * by whoever ends the order.
   */
  static final Command FAIL = Command.of(
      "with",
      ProfileMove.HELD,
      ",",
      REFUSED.formatted("(select count(*) from held) >= 0"),
      ", ended as (select held.iccid from held, refused),",
      ProfileMove.movedAfter("ended"),
      ",",
      ProfileMove.droppedAfter("ended"),
      ", told as (",
      Events.append("refused")
          .replace(
              ":e0_progress_point::integer",
              "case when exists (select from ended) then :e0_progress_point::integer end"),
      COUNT + "ended");

  /**
   * Values: those of the move, of the session, of the session's step, and of the binding. The row of a
   * binding that is delivered again is left alone.
   */
  static final Command BIND = Command.of(
      "with",
      ProfileMove.HELD,
      """
      , bound as (
        update rsp_session set state = 'BOUND', bound_digest = :bound_digest, smdp_sign = :smdp_sign,
          delivered_at = :now, delivered_octets = :delivered_octets
        from held
      """,
      AT_ITS_STEP,
      """
          and not recalled
        returning held.iccid),
      """,
      ProfileMove.movedAfter("bound"),
      """
      , kept as (
        insert into binding (iccid, eid, curve, euicc_otpk, smdp_otpk, host_id, profile_metadata,
          blocks, ahead, created_at)
        select bound.iccid, :binding_eid, :curve, :euicc_otpk, :smdp_otpk, :host_id,
          :binding_metadata, :blocks, :ahead, :now
        from bound
        on conflict (iccid) do update set eid = excluded.eid, curve = excluded.curve,
          euicc_otpk = excluded.euicc_otpk, smdp_otpk = excluded.smdp_otpk,
          host_id = excluded.host_id, profile_metadata = excluded.profile_metadata,
          blocks = excluded.blocks, ahead = excluded.ahead, created_at = excluded.created_at
        where (binding.euicc_otpk, binding.smdp_otpk) <> (excluded.euicc_otpk, excluded.smdp_otpk)),
      told as (
      """,
      Events.append("bound"),
      COUNT + "bound");

  /** Values: those of the move and of the session's step, and refused_*. */
  static final Command REFUSE_IN_SESSION = Command.of(
      "with",
      ProfileMove.HELD,
      """
      , refused as (
        update rsp_session set failed = true, refused_digest = :refused_digest,
          refused_status = :refused_status, refused_message = :refused_message
        from held
      """,
      AT_ITS_STEP,
      """
        returning held.iccid),
      """,
      ProfileMove.movedAfter("refused"),
      ",",
      ProfileMove.droppedAfter("refused"),
      ", told as (",
      Events.append("refused"),
      "where :moves or",
      Events.UNTOLD_IN_SESSION,
      COUNT + "refused");

  /** Values: those of the move. */
  static final Command END = Command.of(
      "with",
      ProfileMove.HELD,
      ",",
      ProfileMove.movedAfter("held"),
      ",",
      ProfileMove.droppedAfter("held"),
      ", told as (",
      Events.append("held"),
      COUNT + "held");

  /** Values: those of the move and of the session's step, and cancel_digest. */
  static final Command CLOSE = Command.of(
      "with",
      ProfileMove.HELD,
      """
      , closed as (
        update rsp_session set state = 'CLOSED', cancel_digest = :cancel_digest,
      """,
      SessionRow.ENDED,
      """

        from held
        where transaction_id = :transaction_id and rsp_session.iccid = held.iccid
          and rsp_session.state in ('AUTHENTICATED', 'BOUND')
        returning held.iccid),
      """,
      ProfileMove.movedAfter("closed"),
      ",",
      ProfileMove.droppedAfter("closed"),
      ", told as (",
      Events.append("closed"),
      COUNT + "closed");

  private static final String BEGIN = """
      , profile_version_id = :version_id
      where
      """ + ProfileMove.GUARD + """

        and not exists (
          select from profile_version taken where taken.profile_version_id = :version_id
            and taken.state = 'WITHDRAWN')
        and (:epoch::bigint is null or exists (
          select from rollout where rollout.rollout_id = :rollout_id and rollout.epoch = :epoch))
      returning iccid, operator_id, profile_type_id),
      unbound as (
        delete from binding using moved where binding.iccid = moved.iccid and :repins),
      superseded as (
        update rsp_session set state = 'CLOSED' from moved
        where rsp_session.iccid = moved.iccid and rsp_session.state in ('AUTHENTICATED', 'BOUND')),
      begun as (
        insert into rsp_session (transaction_id, state, iccid, eid, credential_set, request_digest,
          euicc_curve, euicc_key, smdp_signed2, smdp_signature2, profile_metadata, failed,
          tac, created_at, expires_at, operator_id, profile_type_id, version_id, rollout_id,
          mcc, eum, firmware, svn, package_version, euicc_info2, eum_name, eum_not_after,
          euicc_not_after, card_ci, synthetic)
        select :transaction_id, 'AUTHENTICATED', moved.iccid, :session_eid, :credential_set,
          :request_digest, :euicc_curve, :euicc_key, :smdp_signed2, :smdp_signature2,
          :session_metadata, :failed, :tac, :created_at, :session_ends, moved.operator_id,
          moved.profile_type_id, :version_id::bigint, :rollout_id, :mcc, :eum, :firmware, :svn,
          :package_version, :euicc_info2::bytea, :eum_name, :eum_not_after::timestamptz,
          :euicc_not_after::timestamptz, :card_ci, profile_type.synthetic
        from moved join profile_type using (profile_type_id))
      """;

  /**
   * Values: rollout_id, now. Counts the attempts with a rollout's version that its gate has not counted: those
   * under way, and those that have ended since.
   */
  private static final Command UNDECIDED = Command.of("""
      select count(*) from rsp_session tried
      where rollout_id = :rollout_id
        and case when delivered_at is not null then not exists (
            select from rollout_sample counted where counted.rollout_id = tried.rollout_id
              and counted.transaction_id = tried.transaction_id)
          else state = 'AUTHENTICATED' and expires_at > :now end
      """);

  private static final Map<Integer, Command> BEGIN_WITH = new ConcurrentHashMap<>();

  private DownloadCommands() {}

  /**
   * Whether one more attempt with the version may be undecided. Whoever asks is the only one that does, until its
   * transaction ends: two who come at one time do not count the same.
   */
  static boolean hasRoom(DSLContext db, VersionChoice version, Values values) {
    long rollout = version.rollout().orElseThrow().rolloutId();
    db.fetch("select pg_advisory_xact_lock({0}, {1})", inline(EXPOSURE_LOCK), val((int) rollout));
    long undecided = UNDECIDED.run(db, values, Long.class).orElseThrow();
    return undecided < version.exposure().orElseThrow();
  }

  /** Values: those of the move, of the session, version_id, epoch, repins, and as many events. */
  static Command begin(int events) {
    return BEGIN_WITH.computeIfAbsent(events, DownloadCommands::beginWith);
  }

  private static Command beginWith(int events) {
    var told = IntStream.range(0, events)
        .mapToObj(i -> ", told_%d as (%s)".formatted(i, Events.append(i, "moved")))
        .collect(Collectors.joining("\n"));
    return Command.of(
        "with moved as (update profile set",
        ProfileMove.TARGET,
        BEGIN,
        told,
        "select count(*) from moved");
  }
}
