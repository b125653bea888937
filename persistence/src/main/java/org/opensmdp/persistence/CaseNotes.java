package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.CALLBACK;
import static org.opensmdp.persistence.db.Tables.CLIENT_LOG;
import static org.opensmdp.persistence.db.Tables.NETWORK_EVENT;
import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION;
import static org.opensmdp.persistence.db.Tables.RSP_SESSION;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.opensmdp.activation.Callback;
import org.opensmdp.activation.CardEvidence;
import org.opensmdp.activation.timeline.CaseFile.Attempt;
import org.opensmdp.activation.timeline.CaseFile.CallbackNote;
import org.opensmdp.activation.timeline.CaseFile.NetworkNote;
import org.opensmdp.activation.timeline.ClientLogEntry;
import org.opensmdp.activation.timeline.ClientLogSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.TransactionId;

/** What stands beside the events of a case: the last hundreds of each, oldest first. */
final class CaseNotes {
  private static final int MOST = 200;

  private final Sql sql;

  CaseNotes(Sql sql) {
    this.sql = sql;
  }

  private <T> List<T> oldestFirst(
      Function<DSLContext, ResultQuery<?>> latest, Function<Record, T> row) {
    var found = new ArrayList<T>(sql.run(db -> latest.apply(db).fetch(row::apply)));
    Collections.reverse(found);
    return found;
  }

  List<Attempt> attempts(Iccid iccid) {
    return oldestFirst(
        db -> db.select(RSP_SESSION.fields())
            .select(PROFILE_VERSION.NUMBER)
            .from(RSP_SESSION)
            .leftJoin(PROFILE_VERSION)
            .on(PROFILE_VERSION.PROFILE_VERSION_ID.eq(RSP_SESSION.VERSION_ID))
            .where(RSP_SESSION.ICCID.eq(iccid.digits()))
            .and(RSP_SESSION.EID.isNotNull())
            .orderBy(RSP_SESSION.CREATED_AT.desc())
            .limit(MOST),
        CaseNotes::attempt);
  }

  private static Attempt attempt(Record row) {
    return new Attempt(
        new TransactionId(Bytes.wrap(row.get(RSP_SESSION.TRANSACTION_ID))),
        new Eid(row.get(RSP_SESSION.EID)),
        row.get(RSP_SESSION.CREATED_AT).toInstant(),
        row.get(RSP_SESSION.EXPIRES_AT).toInstant(),
        Optional.ofNullable(row.get(RSP_SESSION.VERSION_ID)),
        Optional.ofNullable(row.get(PROFILE_VERSION.NUMBER)),
        Optional.ofNullable(row.get(RSP_SESSION.ROLLOUT_ID)),
        Optional.ofNullable(row.get(RSP_SESSION.TAC)).map(tac -> Bytes.wrap(tac).toString()),
        Optional.ofNullable(row.get(RSP_SESSION.DELIVERED_AT)).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.get(RSP_SESSION.DELIVERED_OCTETS)),
        Optional.ofNullable(row.get(RSP_SESSION.ENDED_AT)).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.get(RSP_SESSION.CAUSE)),
        card(row));
  }

  private static Optional<CardEvidence> card(Record row) {
    return Optional.ofNullable(row.get(RSP_SESSION.EUM_NAME))
        .map(name -> new CardEvidence(
            Bytes.wrap(row.get(RSP_SESSION.EUICC_INFO2)),
            name,
            row.get(RSP_SESSION.EUM_NOT_AFTER).toInstant(),
            row.get(RSP_SESSION.EUICC_NOT_AFTER).toInstant(),
            Optional.ofNullable(row.get(RSP_SESSION.CARD_CI)).orElse("")));
  }

  List<CallbackNote> callbacks(Iccid iccid) {
    return oldestFirst(
        db -> db.selectFrom(CALLBACK)
            .where(CALLBACK.ICCID.eq(iccid.digits()))
            .orderBy(CALLBACK.CALLBACK_ID.desc())
            .limit(MOST),
        row -> new CallbackNote(
            row.get(CALLBACK.HAPPENED_AT).toInstant(),
            row.get(CALLBACK.KIND),
            row.get(CALLBACK.POINT),
            Callback.State.valueOf(row.get(CALLBACK.STATE)),
            row.get(CALLBACK.ATTEMPTS),
            Optional.ofNullable(row.get(CALLBACK.LAST_ERROR))));
  }

  List<NetworkNote> network(Iccid iccid) {
    return oldestFirst(
        db -> db.selectFrom(NETWORK_EVENT)
            .where(NETWORK_EVENT.ICCID.eq(iccid.digits()))
            .orderBy(NETWORK_EVENT.HAPPENED_AT.desc(), NETWORK_EVENT.NETWORK_EVENT_ID.desc())
            .limit(MOST),
        row -> new NetworkNote(
            row.get(NETWORK_EVENT.HAPPENED_AT).toInstant(),
            row.get(NETWORK_EVENT.KIND),
            Optional.ofNullable(row.get(NETWORK_EVENT.NETWORK)),
            row.get(NETWORK_EVENT.CAUSE),
            Optional.ofNullable(row.get(NETWORK_EVENT.CORRELATION_ID))));
  }

  List<ClientLogEntry> said(Condition which) {
    return oldestFirst(
        db -> db.selectFrom(CLIENT_LOG)
            .where(which)
            .orderBy(CLIENT_LOG.HAPPENED_AT.desc(), CLIENT_LOG.CLIENT_LOG_ID.desc())
            .limit(MOST),
        row -> new ClientLogEntry(
            row.get(CLIENT_LOG.HAPPENED_AT).toInstant(),
            ClientLogSource.valueOf(row.get(CLIENT_LOG.SOURCE)),
            Optional.ofNullable(row.get(CLIENT_LOG.ICCID)).map(Iccid::new),
            Optional.ofNullable(row.get(CLIENT_LOG.EID)).map(Eid::new),
            Optional.ofNullable(row.get(CLIENT_LOG.TRANSACTION_ID))
                .map(octets -> new TransactionId(Bytes.wrap(octets))),
            Optional.ofNullable(row.get(CLIENT_LOG.CORRELATION_ID)),
            row.get(CLIENT_LOG.CODE),
            row.get(CLIENT_LOG.TEXT)));
  }
}
