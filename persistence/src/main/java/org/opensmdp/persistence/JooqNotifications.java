package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.NOTIFICATION;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Notifications;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.SessionOfOrder;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationEvent;

/** Reports of devices in PostgreSQL. */
final class JooqNotifications implements Notifications {
  private static final Command STORE = Command.of("""
      insert into notification (digest, raw, received_at) values (:digest, :raw, :received_at)
      on conflict (digest) do nothing returning notification_id
      """);

  /** A report is judged once, whoever else is at it. */
  private static final Command JUDGE = Command.of("""
      with judged as (
        update notification set verdict = :verdict, why = :why, iccid = :report_iccid,
          eid = :report_eid, judged_at = :now
        where notification_id = :notification_id and verdict is null
        returning notification_id),
      told as (
      """, Events.append("judged"), """
        where :e0_iccid::text is not null and not exists (
          select from activation_event told where told.iccid = :e0_iccid
            and told.transaction_id is not distinct from :e0_transaction_id::bytea
            and told.function = :e0_function and told.detail = :e0_detail))
      select count(*) from judged
      """);

  private static final String COUNT = """
        update notification set verdict = 'ACCEPTED', iccid = :report_iccid, eid = :report_eid,
          seq_number = :seq_number, operation = :operation, address = :address, judged_at = :now
      """;

  private static final Command ACCEPT_INSTALLATION = Command.of(
      "with",
      ProfileMove.HELD,
      ", counted as (",
      COUNT,
      """
        from held where notification_id = :notification_id and verdict is null
        returning held.iccid),
      closed as (
        update rsp_session set
          state = 'CLOSED',
          late_result = case when result = 'UNCONFIRMED' then coalesce(late_result, :e0_end_result)
            else late_result end,
          late_at = case when result = 'UNCONFIRMED' and late_result is null then :now
            else late_at end,
      """,
      SessionRow.ENDED,
      """

        from counted
        where transaction_id = :transaction_id and rsp_session.iccid = counted.iccid
          and rsp_session.state in ('AUTHENTICATED', 'BOUND', 'CLOSED')),
      moved as (
        update profile set
      """,
      ProfileMove.TARGET,
      """
        , isdp_aid = coalesce(:isdp_aid, isdp_aid)
        from counted where profile.iccid = counted.iccid and :moves),
      """,
      ProfileMove.droppedAfter("counted"),
      ", told as (",
      Events.append("counted"),
      ") select count(*) from counted");

  /** The state on the device is that of the card's latest report, in whatever order they come. */
  private static final Command ACCEPT = Command.of("""
      with foreign_profile as (
        select iccid from profile where iccid = :report_iccid
          and eid is distinct from :report_eid),
      counted as (
      """, COUNT, """
        where notification_id = :notification_id and verdict is null
          and not exists (select from foreign_profile)
        returning notification_id),
      shown as (
        update profile set device_state = :device_state from counted
        where profile.iccid = :report_iccid and profile.eid = :report_eid
          and :device_state::text is not null
          and not exists (
            select from notification later where later.eid = :report_eid
              and later.iccid = :report_iccid and later.verdict = 'ACCEPTED'
              and later.seq_number > :seq_number)),
      told as (
      """, Events.append("counted"), """
      )
      select case when exists (select from counted) then 'DONE'
        when exists (select from foreign_profile) then 'FOREIGN' else 'DUPLICATE' end
      """);

  private final Sql sql;
  private final Events events;

  JooqNotifications(Sql sql, Events events) {
    this.sql = sql;
    this.events = events;
  }

  @Override
  public Optional<Long> store(Bytes raw, Instant receivedAt) {
    var values = new Values()
        .octets("digest", Bytes.wrap(Sha256.of(raw)))
        .octets("raw", raw)
        .time("received_at", receivedAt);
    return sql.run(db -> STORE.run(db, values, Long.class));
  }

  @Override
  public List<Unjudged> unjudged(int most) {
    return sql.run(db -> db.select(
            NOTIFICATION.NOTIFICATION_ID, NOTIFICATION.RAW, NOTIFICATION.RECEIVED_AT)
        .from(NOTIFICATION)
        .where(NOTIFICATION.VERDICT.isNull())
        .orderBy(NOTIFICATION.NOTIFICATION_ID)
        .limit(most)
        .fetch(row -> new Unjudged(
            row.get(NOTIFICATION.NOTIFICATION_ID),
            Bytes.wrap(row.get(NOTIFICATION.RAW)),
            row.get(NOTIFICATION.RECEIVED_AT).toInstant())));
  }

  @Override
  public void judge(long notificationId, Verdict verdict, String why, ActivationEvent event) {
    var values = events
        .put(new Values(), event)
        .number("notification_id", notificationId)
        .text("verdict", verdict.name())
        .text("why", why)
        .text("report_iccid", event.iccid())
        .text("report_eid", event.eid());
    sql.moved(JUDGE, values);
  }

  @Override
  public boolean accept(
      long notificationId,
      Origin origin,
      SessionOfOrder read,
      Profile to,
      Optional<Bytes> isdpAid,
      ActivationEvent event) {
    var terms = read.session().terms();
    var values = ProfileMove.values(read.profile(), to)
        .octets("transaction_id", terms.transactionId().octets())
        .octets("isdp_aid", isdpAid);
    put(values, notificationId, origin, Optional.of(terms.iccid()));
    events.put(values, event);
    return unlessCounted(false, () -> sql.moved(ACCEPT_INSTALLATION, values));
  }

  @Override
  public Acceptance accept(
      long notificationId, Origin origin, Optional<Iccid> iccid, ActivationEvent event) {
    var values = put(new Values(), notificationId, origin, iccid)
        .text("device_state", origin.operation().flatMap(JooqNotifications::stateAfter));
    events.put(values, event);
    return unlessCounted(
        Acceptance.DUPLICATE,
        () -> Acceptance.valueOf(
            sql.run(db -> ACCEPT.run(db, values, String.class)).orElseThrow()));
  }

  private static Values put(
      Values values, long notificationId, Origin origin, Optional<Iccid> iccid) {
    return values
        .number("notification_id", notificationId)
        .number("seq_number", origin.seqNumber())
        .text("operation", origin.operation().map(NotificationEvent::name))
        .text("address", origin.address())
        .text("report_eid", origin.eid().digits())
        .text("report_iccid", iccid);
  }

  private static Optional<String> stateAfter(NotificationEvent operation) {
    return switch (operation) {
      case INSTALL -> Optional.empty();
      case ENABLE -> Optional.of("ENABLED");
      case DISABLE -> Optional.of("DISABLED");
      case DELETE -> Optional.of("DELETED");
    };
  }

  private static <T> T unlessCounted(T otherwise, Supplier<T> accept) {
    try {
      return accept.get();
    } catch (DataAccessException e) {
      if (Sql.violates(e, "notification_once")) {
        return otherwise;
      }
      throw e;
    }
  }
}
