package org.opensmdp.persistence;

import static org.jooq.impl.DSL.inline;
import static org.opensmdp.persistence.db.Tables.PROFILE;
import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;
import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION;

import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Order;
import org.opensmdp.activation.PreparedPackage;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ProfileMaterial;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.Profiles;
import org.opensmdp.activation.ReleaseVerdict;
import org.opensmdp.activation.StoredProfile;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** Profiles and their orders, as operators see them, in PostgreSQL. */
final class JooqProfiles implements Profiles {
  private static final String RESERVE = """
      with taken as (
        update profile set state = :to_state, eid = :to_eid, last_call = :last_call,
          calls = calls || :last_call::bytea, named_eid = :to_eid, order_call = :last_call,
          correlation_id = :correlation, changed_at = :now
        where iccid = (
          select iccid from profile where profile_type_id = :type and state = 'AVAILABLE'
            and (quarantined_until is null or quarantined_until <= :now)
          limit 1 for update skip locked)
        returning iccid),
      told as (
      """
      + Events.append("taken").replace(":e0_iccid", "taken.iccid")
      + ") select iccid from taken";

  private static final Command RESERVE_ANY = Command.of(RESERVE);

  /** Waits for those who are about to take the last ones: they may be this call, or give up. */
  private static final Command RESERVE_LAST = Command.of(RESERVE.replace(" skip locked", ""));

  private static final Command MOVE = Command.of(
      "with moved as (update profile set",
      ProfileMove.TARGET,
      """
        , matching_id = :to_matching_id, confirmation_code_hash = :code_hash,
        smds_address = :smds_address, expires_at = :expires_at, last_call = :last_call,
        correlation_id = coalesce(correlation_id, :correlation),
        calls = case when :wiped then array[:last_call::bytea] else calls || :last_call::bytea end,
        named_eid = case when :afresh and not :wiped then named_eid else :to_eid end,
        order_call = case when :wiped then null else order_call end,
        order_tag = case when :wiped then null else order_tag end,
        profile_version_id = case when :afresh then null else profile_version_id end,
        isdp_aid = case when :afresh then null else isdp_aid end,
        device_state = case when :afresh then null else device_state end,
        rearmed = case when :wiped then 0 when :afresh then rearmed + 1 else rearmed end,
        quarantined_until = case when :quarantines
          then :now + make_interval(secs => (
            select quarantine_seconds from operator where operator.operator_id = profile.operator_id))
          else quarantined_until end,
        max_download_attempts = case when :wiped then null else max_download_attempts end,
        max_confirmation_attempts = case when :wiped then null else max_confirmation_attempts end
      where
      """,
      ProfileMove.GUARD,
      """
      returning iccid),
      dropped as (
        delete from binding using moved where binding.iccid = moved.iccid and :afresh),
      wiped as (
        update rsp_session
        set state = case when :wiped or :to_eid::text is null then 'WIPED' else 'CLOSED' end
        from moved
        where rsp_session.iccid = moved.iccid
          and rsp_session.state in ('AUTHENTICATED', 'BOUND', 'CLOSED') and :afresh),
      told as (
      """,
      Events.append("moved"),
      ") select count(*) from moved");

  private final Sql sql;
  private final ProfileRow rows;
  private final MaterialRow material;
  private final Sealer sealer;
  private final Events events;
  private final Optional<String> correlationId;

  JooqProfiles(Sql sql, Sealer sealer, Events events) {
    this.sql = sql;
    this.rows = new ProfileRow(sealer);
    this.material = new MaterialRow(sealer);
    this.sealer = sealer;
    this.events = events;
    this.correlationId = Optional.empty();
  }

  private JooqProfiles(JooqProfiles of, Sql sql, Optional<String> correlationId) {
    this.sql = sql;
    this.rows = of.rows;
    this.material = of.material;
    this.sealer = of.sealer;
    this.events = of.events;
    this.correlationId = correlationId;
  }

  @Override
  public Profiles ofTenant(long operatorId) {
    return new JooqProfiles(this, sql.asTenant(operatorId), correlationId);
  }

  @Override
  public Profiles under(Optional<String> name) {
    return new JooqProfiles(this, sql, name);
  }

  @Override
  public boolean isKnown(Iccid iccid) {
    return sql.run(db -> isKnown(db, "select is_known_iccid(?)", iccid.digits()));
  }

  @Override
  public boolean isKnownType(String name) {
    return sql.run(db -> isKnown(db, "select is_known_type(?)", Values.storable(name)));
  }

  private static boolean isKnown(DSLContext db, String query, String name) {
    return Boolean.TRUE.equals(db.fetchValue(query, name));
  }

  @Override
  public Optional<StoredProfile> find(Iccid iccid) {
    return find(PROFILE.ICCID.eq(iccid.digits()));
  }

  @Override
  public Optional<StoredProfile> findByCall(long operatorId, Bytes callDigest) {
    return find(
        PROFILE.ORDER_CALL.eq(callDigest.toArray()).and(PROFILE.OPERATOR_ID.eq(operatorId)));
  }

  @Override
  public Optional<ProfileType> findType(String name) {
    return sql.run(db -> db.selectFrom(PROFILE_TYPE)
        .where(PROFILE_TYPE.NAME.eq(Values.storable(name)))
        .fetchOptional()
        .map(ProfileRow::type));
  }

  @Override
  public Optional<Iccid> reserve(
      ProfileType type, Optional<Eid> eid, Bytes callDigest, ActivationEvent event) {
    var to = eid.isPresent() ? ProfileState.LINKED : ProfileState.ALLOCATED;
    var values = events
        .put(new Values(), event)
        .text("e0_eid", eid.or(event::eid))
        .text("e0_from_state", ProfileState.AVAILABLE.name())
        .text("e0_to_state", to.name())
        .text("to_state", to.name())
        .text("to_eid", eid)
        .text("correlation", correlationId)
        .octets("last_call", callDigest)
        .number("type", type.profileTypeId());
    return reserve(RESERVE_ANY, values)
        .or(() -> reservedBefore(type, callDigest))
        .or(() -> reserve(RESERVE_LAST, values))
        .or(() -> reservedBefore(type, callDigest));
  }

  private Optional<Iccid> reserve(Command command, Values values) {
    try {
      return sql.run(db -> command.run(db, values, String.class)).map(Iccid::new);
    } catch (DataAccessException e) {
      if (Sql.violates(e, "profile_order_call")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The same call may have come meanwhile: it has its profile, or has even taken the last one. */
  private Optional<Iccid> reservedBefore(ProfileType type, Bytes callDigest) {
    return findByCall(type.operatorId(), callDigest)
        .map(stored -> stored.profile().iccid());
  }

  @Override
  public Moved move(
      Profile from,
      Profile to,
      Bytes callDigest,
      ActivationEvent event,
      Optional<PreparedPackage> prepared,
      Optional<ReleaseVerdict> verdict) {
    var order = ProfileMove.order(to);
    boolean wiped = to instanceof Profile.Available || to instanceof Profile.Unavailable;
    var values = events
        .put(ProfileMove.values(from, to), event)
        .text("to_matching_id", order.map(Order::matchingId).map(MatchingId::text))
        .octets("code_hash", order.flatMap(ordered -> sealedCode(to.iccid(), ordered)))
        .text("smds_address", order.flatMap(Order::smdsAddress))
        .time("expires_at", order.flatMap(Order::expiresAt))
        .text("correlation", correlationId)
        .octets("last_call", callDigest)
        .flag("wiped", wiped)
        .flag("afresh", wiped || isRearmed(from, to))
        .flag("quarantines", to instanceof Profile.Available && mayBeOnACard(from));
    ProfileMove.put(material.put(values, to.iccid(), prepared), verdict);
    try {
      return sql.moved(MOVE, values) ? Moved.DONE : Moved.CHANGED_MEANWHILE;
    } catch (DataAccessException e) {
      if (Sql.violates(e, "profile_matching_id") || Sql.violates(e, "smds_event_event_id")) {
        return Moved.MATCHING_ID_TAKEN;
      }
      throw e;
    }
  }

  /** What is released and was no order of an operator's step before is an order armed again. */
  private static boolean isRearmed(Profile from, Profile to) {
    return to instanceof Profile.Released && from instanceof Profile.Rearmable;
  }

  private static boolean mayBeOnACard(Profile from) {
    return from instanceof Profile.Downloaded
        || (from instanceof Profile.Failed failed && failed.order().downloadAttempts() > 0);
  }

  private Optional<Bytes> sealedCode(Iccid iccid, Order order) {
    return order
        .confirmationCodeHash()
        .map(hash -> sealer.seal("profile", "confirmation_code_hash", iccid.digits(), hash));
  }

  @Override
  public Optional<ProfileMaterial> findMaterial(Iccid iccid) {
    return sql.run(db -> db.select(MaterialRow.COLUMNS)
        .select(PROFILE_VERSION.PROFILE_VERSION_ID)
        .from(PROFILE)
        .leftJoin(PROFILE_VERSION)
        .on(PROFILE_VERSION
            .PROFILE_TYPE_ID
            .eq(PROFILE.PROFILE_TYPE_ID)
            .and(PROFILE_VERSION.STATE.eq(inline("STABLE"))))
        .where(PROFILE.ICCID.eq(iccid.digits()))
        .fetchOptional()
        .map(row -> material.material(row, row.get(PROFILE_VERSION.PROFILE_VERSION_ID))));
  }

  private Optional<StoredProfile> find(Condition condition) {
    return sql.run(db -> db.select(ProfileRow.COLUMNS)
        .select(ProfileRow.BESIDE)
        .from(PROFILE)
        .join(PROFILE_TYPE)
        .on(PROFILE_TYPE.PROFILE_TYPE_ID.eq(PROFILE.PROFILE_TYPE_ID))
        .where(condition)
        .limit(1)
        .fetchOptional()
        .map(rows::stored));
  }
}
