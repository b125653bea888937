package org.opensmdp.persistence;

import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.select;
import static org.opensmdp.persistence.db.Tables.ACTIVATION_EVENT;
import static org.opensmdp.persistence.db.Tables.CLIENT_LOG;
import static org.opensmdp.persistence.db.Tables.PROFILE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Condition;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.OrderView;
import org.opensmdp.activation.Orders;
import org.opensmdp.activation.timeline.CardFile;
import org.opensmdp.activation.timeline.CaseFile;
import org.opensmdp.activation.timeline.CaseFiles;
import org.opensmdp.activation.timeline.CaseQuery;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.TransactionId;

/** Cases in PostgreSQL: read in a handful of statements, each by an index. */
final class JooqCaseFiles implements CaseFiles {
  private static final int MOST_EVENTS = 1_000;

  private final Sql sql;
  private final Orders orders;
  private final CaseNotes notes;

  JooqCaseFiles(Sql sql, Orders orders) {
    this.sql = sql;
    this.orders = orders;
    this.notes = new CaseNotes(sql);
  }

  @Override
  public List<Iccid> find(CaseQuery query, Optional<Long> operatorId, int most) {
    var named = new ArrayList<Condition>();
    named.add(PROFILE.ICCID.in(texts(query.iccids(), Iccid::digits)));
    named.add(PROFILE.EID.in(texts(query.eids(), Eid::digits)));
    named.add(PROFILE.IMSI.in(texts(query.imsis(), Imsi::digits)));
    named.add(PROFILE.MATCHING_ID.in(texts(query.matchingIds(), MatchingId::text)));
    named.add(PROFILE.CORRELATION_ID.in(query.correlationIds()));
    named.add(PROFILE.ICCID.in(texts(ofSessions(query), Iccid::digits)));
    return sql.run(db -> db.select(PROFILE.ICCID)
        .from(PROFILE)
        .where(or(named))
        .and(operatorId.map(PROFILE.OPERATOR_ID::eq).orElse(noCondition()))
        .orderBy(PROFILE.CHANGED_AT.desc(), PROFILE.ICCID)
        .limit(most)
        .fetch(row -> new Iccid(row.value1())));
  }

  /** The orders of the sessions that are named, and those that a card was refused for. */
  private Set<Iccid> ofSessions(CaseQuery query) {
    var found = new LinkedHashSet<Iccid>();
    var ids = octets(query.transactionIds());
    if (!ids.isEmpty()) {
      sql.run(db -> found.addAll(db.selectDistinct(ACTIVATION_EVENT.ICCID)
          .from(ACTIVATION_EVENT)
          .where(ACTIVATION_EVENT.TRANSACTION_ID.in(ids))
          .and(ACTIVATION_EVENT.ICCID.isNotNull())
          .limit(MOST_EVENTS)
          .fetch(row -> new Iccid(row.value1()))));
    }
    return found;
  }

  private static <T> List<String> texts(Set<T> values, Function<T, String> text) {
    return values.stream().map(text).toList();
  }

  private static List<byte[]> octets(Set<TransactionId> ids) {
    return ids.stream().map(id -> id.octets().toArray()).toList();
  }

  @Override
  public List<Eid> cards(CaseQuery query, int most) {
    var found = new LinkedHashSet<>(query.eids());
    var ids = octets(query.transactionIds());
    if (!ids.isEmpty()) {
      sql.run(db -> found.addAll(db.selectDistinct(ACTIVATION_EVENT.EID)
          .from(ACTIVATION_EVENT)
          .where(ACTIVATION_EVENT.TRANSACTION_ID.in(ids))
          .and(ACTIVATION_EVENT.EID.isNotNull())
          .limit(most)
          .fetch(row -> new Eid(row.value1()))));
    }
    return found.stream().limit(most).toList();
  }

  @Override
  public CardFile card(Eid eid) {
    return new CardFile(
        eid,
        strayEvents(eid),
        notes.said(CLIENT_LOG.EID.eq(eid.digits()).and(CLIENT_LOG.ICCID.isNull())));
  }

  @Override
  public Optional<CaseFile> read(Iccid iccid) {
    return orders.find(iccid).map(view -> read(view, iccid));
  }

  private CaseFile read(OrderView view, Iccid iccid) {
    var row = sql.run(db -> db.select(PROFILE.IMSI, PROFILE.CORRELATION_ID, PROFILE.DEVICE_STATE)
        .from(PROFILE)
        .where(PROFILE.ICCID.eq(iccid.digits()))
        .fetchSingle());
    return new CaseFile(
        view,
        Optional.ofNullable(row.value1()).map(Imsi::new),
        Optional.ofNullable(row.value2()),
        Optional.ofNullable(row.value3()),
        events(view, iccid),
        notes.attempts(iccid),
        notes.callbacks(iccid),
        notes.network(iccid),
        notes.said(CLIENT_LOG.ICCID.eq(iccid.digits())));
  }

  /** The profile's events, and since there have been any, its card's that found no order. */
  private List<ActivationEvent> events(OrderView view, Iccid iccid) {
    var events = new ArrayList<>(latest(ACTIVATION_EVENT.ICCID.eq(iccid.digits())));
    if (!events.isEmpty()) {
      var began = events.get(0).happenedAt();
      view.profile().eid().map(this::strayEvents).orElse(List.of()).stream()
          .filter(stray -> !stray.happenedAt().isBefore(began))
          .forEach(events::add);
    }
    events.sort(Comparator.comparing(ActivationEvent::happenedAt));
    return events;
  }

  private List<ActivationEvent> strayEvents(Eid eid) {
    return latest(ACTIVATION_EVENT.EID.eq(eid.digits()).and(ACTIVATION_EVENT.ICCID.isNull()));
  }

  private List<ActivationEvent> latest(Condition which) {
    var last = select(ACTIVATION_EVENT.fields())
        .from(ACTIVATION_EVENT)
        .where(which)
        .orderBy(ACTIVATION_EVENT.HAPPENED_AT.desc(), ACTIVATION_EVENT.EVENT_ID.desc())
        .limit(MOST_EVENTS);
    var events = new ArrayList<>(sql.run(db -> db.fetch(last).map(Events::read)));
    Collections.reverse(events);
    return events;
  }
}
