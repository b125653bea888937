package org.opensmdp.persistence;

import static org.jooq.impl.DSL.inline;
import static org.opensmdp.persistence.db.Tables.OPERATOR;
import static org.opensmdp.persistence.db.Tables.PROFILE;
import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.OrderLimits;
import org.opensmdp.activation.OrderSearch;
import org.opensmdp.activation.OrderView;
import org.opensmdp.activation.Orders;
import org.opensmdp.activation.Profile;
import org.opensmdp.rsp.Iccid;

/** Orders in PostgreSQL, as administrators look for them. */
final class JooqOrders implements Orders {
  private static final Command LIMIT = Command.of(
      """
      with limited as (
        update profile set
          max_download_attempts = coalesce(:downloads, max_download_attempts),
          max_confirmation_attempts = coalesce(:codes, max_confirmation_attempts),
          expires_at = coalesce(:expires_at, expires_at)
        where
      """,
      ProfileMove.GUARD,
      "returning iccid), told as (",
      Events.append("limited"),
      ") select count(*) from limited");

  private final Sql sql;
  private final ProfileRow rows;
  private final Events events;

  JooqOrders(Sql sql, Sealer sealer, Events events) {
    this.sql = sql;
    this.rows = new ProfileRow(sealer);
    this.events = events;
  }

  @Override
  public Optional<OrderView> find(Iccid iccid) {
    return where(List.of(PROFILE.ICCID.eq(iccid.digits())), 1).stream().findFirst();
  }

  @Override
  public List<OrderView> search(OrderSearch search, int limit) {
    return where(conditions(search), limit);
  }

  private static List<Condition> conditions(OrderSearch search) {
    var conditions = new ArrayList<Condition>();
    search.operatorId().map(PROFILE.OPERATOR_ID::eq).ifPresent(conditions::add);
    search.type().map(PROFILE_TYPE.NAME::eq).ifPresent(conditions::add);
    search.eid().map(eid -> PROFILE.EID.eq(eid.digits())).ifPresent(conditions::add);
    search
        .matchingId()
        // The index of matchingIds leaves the empty one out.
        .map(id -> PROFILE.MATCHING_ID.eq(id.text()).and(PROFILE.MATCHING_ID.ne(inline(""))))
        .ifPresent(conditions::add);
    conditions.add(search
        .state()
        .map(state -> PROFILE.STATE.eq(state.name()))
        .orElseGet(() -> PROFILE.STATE.notIn(inline("AVAILABLE"), inline("UNAVAILABLE"))));
    search
        .changedBefore()
        .map(time -> PROFILE.CHANGED_AT.lt(Values.inUtc(time)))
        .ifPresent(conditions::add);
    search.after().map(iccid -> PROFILE.ICCID.gt(iccid.digits())).ifPresent(conditions::add);
    return conditions;
  }

  private List<OrderView> where(List<Condition> conditions, int limit) {
    return sql.run(db -> db.select(ProfileRow.COLUMNS)
        .select(OPERATOR.fields())
        .select(PROFILE.CHANGED_AT, PROFILE.QUARANTINED_UNTIL)
        .from(PROFILE)
        .join(PROFILE_TYPE)
        .on(PROFILE_TYPE.PROFILE_TYPE_ID.eq(PROFILE.PROFILE_TYPE_ID))
        .join(OPERATOR)
        .on(OPERATOR.OPERATOR_ID.eq(PROFILE.OPERATOR_ID))
        .where(conditions)
        .orderBy(PROFILE.ICCID)
        .limit(limit)
        .fetch(this::view));
  }

  private OrderView view(Record row) {
    return new OrderView(
        rows.profile(row),
        JooqOperators.operator(row),
        ProfileRow.typeOfOrder(row),
        row.get(PROFILE.CHANGED_AT).toInstant(),
        Optional.ofNullable(row.get(PROFILE.QUARANTINED_UNTIL)).map(OffsetDateTime::toInstant));
  }

  @Override
  public boolean limit(Profile.Ordered order, OrderLimits limits, ActivationEvent event) {
    var values = events
        .put(ProfileMove.values(order, order), event)
        .number("downloads", limits.maxDownloadAttempts().map(Integer::longValue))
        .number("codes", limits.maxConfirmationAttempts().map(Integer::longValue))
        .time("expires_at", limits.expiresAt());
    return sql.moved(LIMIT, values);
  }
}
