package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.ACTIVATION_EVENT;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.AttemptEnd;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.Progress;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.TransactionId;

/**
 * How events lie in their rows; they are appended by the statements that make them true. What an event
 * tells its operator the database makes a callback of (V018).
 */
final class Events {
  private static final String APPEND = """
      insert into activation_event (happened_at, function, iccid, eid, transaction_id,
        from_state, to_state, status, detail, node, duration_us,
        progress_point, progress_status, progress_data)
      select :e_happened_at, :e_function, :e_iccid, :e_eid, :e_transaction_id::bytea,
        :e_from_state, :e_to_state, :e_status, :e_detail, :e_node, :e_duration_us,
        :e_progress_point::integer, :e_progress_status, :e_progress_data::bytea
      """.indent(2);

  /** Holds unless the same function has ended with the same status in this session before. */
  static final String UNTOLD_IN_SESSION = """
      not exists (
          select from activation_event told where told.transaction_id = :e0_transaction_id::bytea
            and told.function = :e0_function and told.status = :e0_status)\
      """;

  private final String node;

  /** Makes events of this node. */
  Events(String node) {
    this.node = node;
  }

  String node() {
    return node;
  }

  /** Returns the part of a statement that appends the event, once for each row of {@code source}. */
  static String append(String source) {
    return append(0, source);
  }

  /** The same for the event of a list that has this index. */
  static String append(int index, String source) {
    return APPEND.replace(":e_", ":" + prefix(index)) + "  from " + source;
  }

  Values put(Values values, ActivationEvent event) {
    return put(values, 0, event);
  }

  Values put(Values values, int index, ActivationEvent event) {
    var prefix = prefix(index);
    return values
        .time(prefix + "happened_at", event.happenedAt())
        .text(prefix + "function", event.function())
        .text(prefix + "iccid", event.iccid())
        .text(prefix + "eid", event.eid())
        .octets(prefix + "transaction_id", event.transactionId().map(TransactionId::octets))
        .text(prefix + "from_state", event.from().map(ProfileState::name))
        .text(prefix + "to_state", event.to().map(ProfileState::name))
        .text(prefix + "status", event.status())
        .text(prefix + "detail", event.detail())
        .text(prefix + "node", node)
        .number(prefix + "duration_us", event.duration().toNanos() / 1_000)
        .number(prefix + "progress_point", event.progress().map(told -> (long) told.point()))
        .text(
            prefix + "progress_status",
            event.progress().flatMap(Progress::failure).map(StatusCode::name))
        .text(prefix + "end_result", event.end().map(AttemptEnd::result))
        .text(prefix + "end_attribution", event.end().flatMap(AttemptEnd::attribution))
        .text(prefix + "end_cause", event.end().map(AttemptEnd::cause))
        .octets(prefix + "progress_data", event.progress().flatMap(Progress::resultData))
        .time("now", event.happenedAt().plus(event.duration()));
  }

  static ActivationEvent read(Record row) {
    return new ActivationEvent(
        row.get(ACTIVATION_EVENT.HAPPENED_AT).toInstant(),
        row.get(ACTIVATION_EVENT.FUNCTION),
        Optional.ofNullable(row.get(ACTIVATION_EVENT.ICCID)).map(Iccid::new),
        Optional.ofNullable(row.get(ACTIVATION_EVENT.EID)).map(Eid::new),
        Optional.ofNullable(row.get(ACTIVATION_EVENT.TRANSACTION_ID))
            .map(octets -> new TransactionId(Bytes.wrap(octets))),
        Optional.ofNullable(row.get(ACTIVATION_EVENT.FROM_STATE)).map(ProfileState::valueOf),
        Optional.ofNullable(row.get(ACTIVATION_EVENT.TO_STATE)).map(ProfileState::valueOf),
        row.get(ACTIVATION_EVENT.STATUS),
        row.get(ACTIVATION_EVENT.DETAIL),
        Duration.of(row.get(ACTIVATION_EVENT.DURATION_US), ChronoUnit.MICROS),
        Optional.ofNullable(row.get(ACTIVATION_EVENT.PROGRESS_POINT))
            .map(point -> progress(
                point,
                row.get(ACTIVATION_EVENT.PROGRESS_STATUS),
                row.get(ACTIVATION_EVENT.PROGRESS_DATA))));
  }

  static Progress progress(int point, @Nullable String status, byte @Nullable [] data) {
    return new Progress(
        point,
        Optional.ofNullable(status).map(StatusCode::valueOf),
        Optional.ofNullable(data).map(Bytes::wrap));
  }

  private static String prefix(int index) {
    return "e" + index + "_";
  }
}
