package org.opensmdp.persistence;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;
import static org.opensmdp.persistence.db.Tables.BINDING;
import static org.opensmdp.persistence.db.Tables.PROFILE;
import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;
import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION;
import static org.opensmdp.persistence.db.Tables.ROLLOUT;
import static org.opensmdp.persistence.db.Tables.RSP_SESSION;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectOnConditionStep;
import org.jooq.SelectSelectStep;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.SQLDataType;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Challenges;
import org.opensmdp.activation.DownloadInProgress;
import org.opensmdp.activation.DownloadOffer;
import org.opensmdp.activation.Downloads;
import org.opensmdp.activation.PreparedPackage;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.RefusedRequest;
import org.opensmdp.activation.ReleaseVerdict;
import org.opensmdp.activation.RspSession;
import org.opensmdp.activation.SessionOfOrder;
import org.opensmdp.activation.rollout.VersionChoice;
import org.opensmdp.crypto.Binding;
import org.opensmdp.persistence.db.tables.ProfileVersion;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.TransactionId;

/** Sessions and bindings in PostgreSQL. */
final class JooqDownloads implements Downloads {
  /** A refused transactionId is remembered for longer than any challenge lives, by whatever clock. */
  private static final Duration REFUSED_FOR = Challenges.LONGEST_LIFETIME.multipliedBy(2);

  /** More sessions than that of one order, nobody's report is looked for in. */
  private static final int MOST_SESSIONS = 16;

  private static final ProfileVersion PINNED = PROFILE_VERSION.as("pinned");

  /** The version of the order, or else the stable one; 0 where a package has no version. */
  private static final Field<Long> VERSION = coalesce(
          PINNED.PROFILE_VERSION_ID, PROFILE_VERSION.PROFILE_VERSION_ID, inline(0L))
      .as("version_id");

  private static final Field<String> PIN = when(
          PROFILE.PROFILE_VERSION_ID.isNull(), inline(VersionChoice.Pin.NONE.name()))
      .when(PINNED.PROFILE_VERSION_ID.isNull(), inline(VersionChoice.Pin.WITHDRAWN.name()))
      .else_(inline(VersionChoice.Pin.HELD.name()))
      .as("pin");

  /** Whether the version of a session has been taken back, as a whole or from its kind of card. */
  private static final Field<Boolean> RECALLED = field(condition(RSP_SESSION.RECALLED)
          .or(PROFILE_VERSION.STATE.isNotDistinctFrom(inline("WITHDRAWN"))))
      .as("version_recalled");

  /** Whether another card than the order's has been let in with the order. */
  private static final Field<Boolean> HELD_ELSEWHERE = field(exists(selectOne()
          .from(RSP_SESSION)
          .where(RSP_SESSION.ICCID.eq(PROFILE.ICCID))
          .and(RSP_SESSION.STATE.in(inline("AUTHENTICATED"), inline("BOUND"), inline("CLOSED")))
          .and(RSP_SESSION.EID.isDistinctFrom(PROFILE.EID))))
      .as("held_elsewhere");

  /** What a session and its order are read from. */
  private static final List<Field<?>> SESSION =
      Stream.concat(SessionRow.COLUMNS.stream(), ProfileRow.COLUMNS.stream()).toList();

  private final Sql sql;
  private final ProfileRow profiles;
  private final BindingRow bindings;
  private final MaterialRow material;
  private final Events events;
  private final RolloutRow rollouts = new RolloutRow();
  private final Lookup byMatchingId;
  private final Lookup byEid;
  private final Lookup byTransactionId;
  private final Lookup sessions;

  JooqDownloads(Sql sql, DSLContext jooq, Sealer sealer, Events events) {
    this.sql = sql;
    this.profiles = new ProfileRow(sealer);
    this.bindings = new BindingRow(sealer);
    this.material = new MaterialRow(sealer);
    this.events = events;
    // The second half is there for the planner: the index holds no empty matchingId.
    this.byMatchingId = new Lookup(offers(jooq)
        .where(PROFILE.MATCHING_ID.eq(param("matching_id", SQLDataType.CLOB)))
        .and(PROFILE.MATCHING_ID.ne(inline(""))));
    this.byEid = new Lookup(pending(offers(jooq)));
    this.byTransactionId = new Lookup(inProgress(jooq));
    this.sessions = new Lookup(known(sessions(jooq.select(SESSION))));
  }

  private static SelectOnConditionStep<Record> offers(DSLContext jooq) {
    return jooq.select(ProfileRow.COLUMNS)
        .select(PROFILE.IMSI, PROFILE.ORDER_TAG, VERSION, PIN)
        .select(RolloutRow.OFFERED)
        .select(MaterialRow.REQUIREMENTS)
        .select(HELD_ELSEWHERE)
        .select(BINDING.CURVE, BINDING.EUICC_OTPK, BINDING.PROFILE_METADATA)
        .from(PROFILE)
        .join(PROFILE_TYPE)
        .on(PROFILE_TYPE.PROFILE_TYPE_ID.eq(PROFILE.PROFILE_TYPE_ID))
        .leftJoin(PROFILE_VERSION)
        .on(PROFILE_VERSION
            .PROFILE_TYPE_ID
            .eq(PROFILE.PROFILE_TYPE_ID)
            .and(PROFILE_VERSION.STATE.eq(inline("STABLE")))
            .and(PROFILE.SUBSCRIBER.isNotNull()))
        .leftJoin(PINNED)
        .on(PINNED
            .PROFILE_VERSION_ID
            .eq(PROFILE.PROFILE_VERSION_ID)
            .and(PINNED.STATE.ne(inline("WITHDRAWN"))))
        .leftJoin(ROLLOUT)
        .on(ROLLOUT
            .PROFILE_TYPE_ID
            .eq(PROFILE.PROFILE_TYPE_ID)
            .and(ROLLOUT.STATE.in(inline("RUNNING"), inline("PAUSED"), inline("COMPLETE"))))
        .leftJoin(BINDING)
        .on(boundToItsCard());
  }

  private static Select<?> pending(SelectOnConditionStep<Record> offers) {
    var released = PROFILE.STATE.eq(inline("RELEASED"));
    var delivered = PROFILE.STATE.eq(inline("DOWNLOADED"));
    var byDefault = released.and(PROFILE.MATCHING_ID.eq(inline("")));
    var discovered = released.and(PROFILE.SMDS_ADDRESS.isNotNull());
    return offers
        .where(PROFILE.EID.eq(param("eid", SQLDataType.CLOB)))
        .and(byDefault.or(delivered).or(discovered))
        .orderBy(
            when(byDefault, inline(0)).when(delivered, inline(1)).else_(inline(2)),
            PROFILE.CHANGED_AT,
            PROFILE.ICCID)
        .limit(inline(1));
  }

  private static Select<?> inProgress(DSLContext jooq) {
    var selected = jooq.select(SESSION)
        .select(PROFILE.IMSI, PROFILE.PROFILE_VERSION_ID, PROFILE.SUBSCRIBER, PROFILE.READY_PACKAGE)
        .select(PROFILE.PREPARED_PACKAGE, PROFILE.PREPARED_VERSION)
        .select(PROFILE.RELEASED_VERSION, PROFILE.RELEASED_HASH, PROFILE.SHOWN_HASH)
        .select(RECALLED)
        .select(BINDING.fields());
    return known(sessions(selected)
        .leftJoin(PROFILE_VERSION)
        .on(PROFILE_VERSION.PROFILE_VERSION_ID.eq(RSP_SESSION.VERSION_ID))
        .leftJoin(BINDING)
        .on(boundToItsCard()));
  }

  private static SelectOnConditionStep<Record> sessions(SelectSelectStep<Record> selected) {
    return selected
        .from(RSP_SESSION)
        .join(PROFILE)
        .on(PROFILE.ICCID.eq(RSP_SESSION.ICCID))
        .join(PROFILE_TYPE)
        .on(PROFILE_TYPE.PROFILE_TYPE_ID.eq(PROFILE.PROFILE_TYPE_ID));
  }

  private static Select<?> known(SelectOnConditionStep<Record> sessions) {
    return sessions
        .where(RSP_SESSION.TRANSACTION_ID.eq(param("transaction_id", SQLDataType.BLOB)))
        .and(RSP_SESSION.STATE.notIn(inline("REFUSED"), inline("WIPED")));
  }

  private static Condition boundToItsCard() {
    return BINDING.ICCID.eq(PROFILE.ICCID).and(BINDING.EID.eq(PROFILE.EID));
  }

  @Override
  public Optional<DownloadOffer> findByMatchingId(MatchingId matchingId) {
    return sql.run(db -> byMatchingId.one(db, matchingId.text()).map(row -> offer(db, row)));
  }

  @Override
  public Optional<DownloadOffer> findByEid(Eid eid) {
    return sql.run(db -> byEid.one(db, eid.digits()).map(row -> offer(db, row)));
  }

  private DownloadOffer offer(DSLContext db, Record row) {
    return new DownloadOffer(
        profiles.profile(row),
        MaterialRow.imsi(row),
        ProfileRow.typeOfOrder(row),
        row.get(VERSION),
        VersionChoice.Pin.valueOf(row.get(PIN)),
        rollouts.offered(db, row),
        ExceptionRows.offered(row.get(PROFILE_TYPE.EXCEPTIONS)),
        Optional.ofNullable(row.get(PROFILE.ORDER_TAG)),
        MaterialRow.requirements(row),
        BindingRow.before(row),
        row.get(HELD_ELSEWHERE));
  }

  @Override
  public Begun begin(
      RspSession.Authenticated session,
      Profile.Downloadable from,
      Profile.Downloadable to,
      VersionChoice version,
      List<ActivationEvent> told) {
    var pinned = Optional.of(version.versionId()).filter(id -> id != 0);
    var values = SessionRow.put(ProfileMove.values(from, to), session.terms())
        .octets("shown_hash", Bytes.wrap(Sha256.of(session.terms().profileMetadata())))
        .number("version_id", pinned)
        .number("epoch", version.rollout().map(it -> (long) it.epoch()))
        .flag("repins", version.repins())
        .time("now", session.terms().createdAt());
    for (int i = 0; i < told.size(); i++) {
      events.put(values, i, told.get(i));
    }
    var command = DownloadCommands.begin(told.size());
    try {
      return version.exposure().isPresent()
          ? sql.transaction(db -> withRoom(db, version, command, values))
          : sql.run(db -> begun(db, command, values));
    } catch (DataAccessException e) {
      if (Sql.violates(e, "rsp_session_pkey")) {
        return Begun.TRANSACTION_USED;
      }
      throw e;
    }
  }

  private static Begun withRoom(
      DSLContext db, VersionChoice version, Command command, Values values) {
    return DownloadCommands.hasRoom(db, version, values)
        ? begun(db, command, values)
        : Begun.NO_ROOM;
  }

  private static Begun begun(DSLContext db, Command command, Values values) {
    long moved = command.run(db, values, Long.class).orElse(0L);
    return moved > 0 ? Begun.DONE : Begun.CHANGED_MEANWHILE;
  }

  @Override
  public void refuse(TransactionId transactionId, ActivationEvent event) {
    sql.moved(DownloadCommands.REFUSE, refused(new Values(), transactionId, event));
  }

  @Override
  public void fail(
      TransactionId transactionId,
      Profile.Downloadable from,
      Profile.Failed to,
      ActivationEvent event) {
    sql.moved(DownloadCommands.FAIL, refused(ProfileMove.values(from, to), transactionId, event));
  }

  private Values refused(Values values, TransactionId transactionId, ActivationEvent event) {
    return events
        .put(values, event)
        .octets("transaction_id", transactionId.octets())
        .time("refused_until", event.happenedAt().plus(REFUSED_FOR));
  }

  @Override
  public boolean isUsed(TransactionId transactionId) {
    return sql.run(db -> db.fetchExists(
        RSP_SESSION, RSP_SESSION.TRANSACTION_ID.eq(transactionId.octets().toArray())));
  }

  @Override
  public Optional<DownloadInProgress> find(TransactionId transactionId) {
    return sql.run(
        db -> byTransactionId.one(db, transactionId.octets().toArray()).map(this::download));
  }

  @Override
  public Optional<SessionOfOrder> findSession(TransactionId transactionId) {
    return sql.run(
        db -> sessions.one(db, transactionId.octets().toArray()).map(this::sessionOfOrder));
  }

  @Override
  public List<SessionOfOrder> sessionsOf(Iccid iccid) {
    return sql.run(db -> sessions(db.select(SESSION))
        .where(RSP_SESSION.ICCID.eq(iccid.digits()))
        .and(RSP_SESSION.STATE.in(inline("AUTHENTICATED"), inline("BOUND"), inline("CLOSED")))
        .orderBy(RSP_SESSION.CREATED_AT.desc())
        .limit(MOST_SESSIONS)
        .fetch(this::sessionOfOrder));
  }

  private SessionOfOrder sessionOfOrder(Record row) {
    return new SessionOfOrder(
        SessionRow.session(row), profiles.profile(row), ProfileRow.typeOfOrder(row));
  }

  private DownloadInProgress download(Record row) {
    var prepared = material.prepared(row);
    return new DownloadInProgress(
        SessionRow.session(row, row.get(RECALLED)),
        profiles.profile(row),
        ProfileRow.typeOfOrder(row),
        material.material(row, row.get(PROFILE.PROFILE_VERSION_ID)),
        prepared,
        bindings.binding(row, prepared),
        MaterialRow.verdict(row),
        MaterialRow.shown(row));
  }

  @Override
  public boolean bind(
      RspSession.Open from,
      RspSession.Bound to,
      Profile.Downloadable profile,
      Binding binding,
      Optional<PreparedPackage> prepared,
      Optional<ReleaseVerdict> verdict,
      ActivationEvent event) {
    var values = step(from, profile, profile.downloaded(), event)
        .octets("bound_digest", to.requestDigest())
        .octets("smdp_sign", to.smdpSign())
        .number("delivered_octets", binding.blocks().size());
    ProfileMove.put(material.put(values, profile.iccid(), prepared), verdict);
    return sql.moved(DownloadCommands.BIND, bindings.put(values, to.terms(), binding));
  }

  @Override
  public boolean refuseInSession(
      RspSession.Open session,
      RefusedRequest refused,
      Profile.Downloadable from,
      Profile to,
      ActivationEvent event) {
    var values = step(session, from, to, event)
        .octets("refused_digest", refused.requestDigest())
        .text("refused_status", refused.status().name())
        .text("refused_message", refused.message());
    return sql.moved(DownloadCommands.REFUSE_IN_SESSION, values);
  }

  @Override
  public boolean close(
      RspSession.Open session,
      Bytes requestDigest,
      Profile from,
      Profile to,
      ActivationEvent event) {
    var values = step(session, from, to, event).octets("cancel_digest", requestDigest);
    return sql.moved(DownloadCommands.CLOSE, values);
  }

  @Override
  public List<Profile.Released> expired(Instant now, int most) {
    var open = selectOne()
        .from(RSP_SESSION)
        .where(RSP_SESSION.ICCID.eq(PROFILE.ICCID))
        .and(RSP_SESSION.STATE.in(inline("AUTHENTICATED"), inline("BOUND")))
        .and(RSP_SESSION.EXPIRES_AT.gt(Values.inUtc(now)));
    return sql.run(db -> db.select(ProfileRow.COLUMNS)
        .from(PROFILE)
        .join(PROFILE_TYPE)
        .on(PROFILE_TYPE.PROFILE_TYPE_ID.eq(PROFILE.PROFILE_TYPE_ID))
        .where(PROFILE.STATE.eq(inline("RELEASED")))
        .and(PROFILE.EXPIRES_AT.le(Values.inUtc(now)))
        .andNotExists(open)
        .orderBy(PROFILE.EXPIRES_AT)
        .limit(most)
        .fetch(row -> (Profile.Released) profiles.profile(row)));
  }

  @Override
  public boolean end(Profile.Released from, Profile.Failed to, ActivationEvent event) {
    return sql.moved(DownloadCommands.END, events.put(ProfileMove.values(from, to), event));
  }

  private Values step(RspSession.Open session, Profile from, Profile to, ActivationEvent event) {
    return events.put(SessionRow.putGuard(ProfileMove.values(from, to), session), event);
  }
}
