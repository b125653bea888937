package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.ACTIVATION_EVENT;

import java.util.List;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Timeline;
import org.opensmdp.rsp.Iccid;

/** Events of refusals into PostgreSQL, and all of them back out of it. */
final class JooqTimeline implements Timeline {
  private static final Command APPEND = Command.of(
      "with told as (",
      Events.append("(values (1)) as once"),
      "where",
      Events.UNTOLD_IN_SESSION,
      "returning event_id) select count(*) from told");

  private final Sql sql;
  private final Events events;

  JooqTimeline(Sql sql, Events events) {
    this.sql = sql;
    this.events = events;
  }

  @Override
  public Timeline ofTenant(long operatorId) {
    return new JooqTimeline(sql.asTenant(operatorId), events);
  }

  @Override
  public List<ActivationEvent> of(Iccid iccid) {
    return sql.run(db -> db.select(ACTIVATION_EVENT.fields())
        .from(ACTIVATION_EVENT)
        .where(ACTIVATION_EVENT.ICCID.eq(iccid.digits()))
        .orderBy(ACTIVATION_EVENT.HAPPENED_AT, ACTIVATION_EVENT.EVENT_ID)
        .fetch(Events::read));
  }

  @Override
  public void append(ActivationEvent event) {
    sql.moved(APPEND, events.put(new Values(), event));
  }
}
