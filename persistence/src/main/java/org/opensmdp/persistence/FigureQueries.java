package org.opensmdp.persistence;

import static org.opensmdp.activation.slo.Dimension.CAUSE;
import static org.opensmdp.activation.slo.Dimension.EUM;
import static org.opensmdp.activation.slo.Dimension.FIRMWARE;
import static org.opensmdp.activation.slo.Dimension.OPERATOR;
import static org.opensmdp.activation.slo.Dimension.REGION;
import static org.opensmdp.activation.slo.Dimension.VERSION;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.slo.Dimension;

/**
 * What objectives are counted by, as SQL (docs/slo.md quotes and explains it). Values of all: from, to,
 * now, and those of a part.
 */
final class FigureQueries {
  /** Sessions of a part; our own activations are none. */
  private static final String IN_PART = """
       not s.synthetic and s.operator_id is not null
        and (:operator_id::bigint is null or s.operator_id = :operator_id)
        and (:type_id::bigint is null or s.profile_type_id = :type_id)
        and (:version::bigint is null or s.version_id = (
          select v.profile_version_id from profile_version v
          where v.profile_type_id = :type_id and v.number = :version))
        and (:mccs::text is null or coalesce(s.mcc, '') = any (string_to_array(:mccs, ',')))
        and (:eum::text is null or s.eum = :eum)
        and (:firmware::text is null or s.firmware = :firmware)\
      """;

  /** Orders that an event is of, with profile p and type t joined. */
  private static final String IN_ORDERS = """
       not coalesce(t.synthetic, false)
        and (:operator_id::bigint is null or p.operator_id = :operator_id)
        and (:type_id::bigint is null or p.profile_type_id = :type_id)\
      """;

  private static final String ORDER_OF_EVENT = """
        left join profile p on p.iccid = e.iccid
        left join profile_type t on t.profile_type_id = p.profile_type_id\
      """;

  /** Every session with what was known of it 15 minutes after its package left, and what came later. */
  private static final String COUNTED = """
      with attempt as (
        select s.*, case
            when s.delivered_at is null then null
            when s.result <> 'UNCONFIRMED' and s.ended_at <= s.delivered_at + interval '15 minutes'
              then s.result
            when s.result is null and s.delivered_at > :now - interval '15 minutes' then 'OPEN'
            else 'UNCONFIRMED' end as class
        from rsp_session s
        where s.created_at >= :from and s.created_at < :to and\
      """ + IN_PART + """
      ),
      counted as (
        select attempt.*,
          case when class in ('FAILURE', 'CANCELLED') then attribution
            when class = 'UNCONFIRMED' then 'NETWORK' end as blame,
          case when class in ('SUCCESS', 'FAILURE')
            then extract(epoch from ended_at - delivered_at)::float8 end as seconds,
          coalesce(late_result, case when result in ('SUCCESS', 'FAILURE') then result end) as said,
          coalesce(late_at, case when result in ('SUCCESS', 'FAILURE') then ended_at end) as said_at
        from attempt)
      """;

  private static final String BLAMED = Arrays.stream(Attribution.values())
      .map(Attribution::name)
      .map(name -> "count(*) filter (where blame = '%s') as %s"
          .formatted(name, name.toLowerCase(Locale.ROOT)))
      .collect(Collectors.joining(",\n"));

  private static final String FIGURES = """
          count(*) as authenticated,
          count(delivered_at) as delivered,
          count(*) filter (where class = 'OPEN') as open,
          count(*) filter (where class = 'SUCCESS') as succeeded,
          count(*) filter (where class = 'FAILURE') as failed,
          count(*) filter (where class = 'CANCELLED') as cancelled,
          count(*) filter (where class = 'UNCONFIRMED') as unconfirmed,
          count(*) filter (where class = 'UNCONFIRMED' and said = 'SUCCESS') as late_successes,
          count(*) filter (where class = 'UNCONFIRMED' and said = 'FAILURE') as late_failures,
          count(*) filter (where delivered_at is not null
            and said_at <= delivered_at + interval '1 day') as confirmed,
          count(*) filter (where delivered_at is not null and (said_at is not null
            or delivered_at <= :now - interval '1 day')) as confirmable,
          count(*) filter (where seconds <= 60) as quick,
          count(seconds) as timed,
          percentile_cont(0.5) within group (order by seconds) as median_seconds,
          percentile_cont(0.95) within group (order by seconds) as p95_seconds,
      """ + BLAMED;

  static final Command ATTEMPTS =
      Command.of(COUNTED, "select '' as label,", FIGURES, "from counted");

  /** How sessions are told apart: another table if one is needed, what they have in common, how it is called. */
  private record Key(String join, String common, String label) {}

  private static final Map<Dimension, Key> KEYS = Map.of(
      OPERATOR,
      new Key(
          "",
          "operator_id::text",
          "(select o.name from operator o where o.operator_id = common::bigint)"),
      REGION,
      new Key("""
            left join unnest(string_to_array(:all_mccs, ','), string_to_array(:their_regions, ','))
              as zone (mcc, region) using (mcc)
          """, "coalesce(zone.region, 'OTHER')", "lower(replace(common, '_', '-'))"),
      VERSION,
      new Key("", "profile_type_id || '/' || coalesce(version_id, 0)", """
            (select t.name || '/' || coalesce(v.number::text, 'ready-made')
              from profile_type t left join profile_version v
                on v.profile_version_id = split_part(common, '/', 2)::bigint
              where t.profile_type_id = split_part(common, '/', 1)::bigint)\
          """),
      EUM,
      new Key("", "coalesce(eum, '')", "common"),
      FIRMWARE,
      new Key("", "coalesce(firmware, '')", "common"),
      CAUSE,
      new Key("", """
            case when class = 'UNCONFIRMED' then 'silence' when class in ('FAILURE', 'CANCELLED')
              then coalesce(cause, '') else '' end\
          """, "common"));

  /** Values beside: most, all_mccs, their_regions. */
  static final Map<Dimension, Command> ATTEMPTS_BY = KEYS.entrySet().stream()
      .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, key -> attemptsBy(key.getValue())));

  private static Command attemptsBy(Key key) {
    return Command.of(
        COUNTED,
        ", parts as (select",
        key.common(),
        "as common,",
        FIGURES,
        "from counted",
        key.join(),
        "group by 1) select",
        key.label(),
        "as label, parts.* from parts order by delivered desc, common limit :most");
  }

  /** Sessions whose order was given up are of an order of their own. */
  static final Command ORDERS = Command.of("""
      with contact as (
        select s.iccid, s.state = 'WIPED' as ended, min(s.created_at) as first,
          min(case when s.result = 'SUCCESS' then s.ended_at
            when s.late_result = 'SUCCESS' then s.late_at end) as installed
        from rsp_session s
        where s.created_at >= :from and s.created_at < :to + interval '1 day' and
      """, IN_PART, """
        group by 1, 2
        having min(s.created_at) < :to)
      select count(*) filter (where installed <= first + interval '1 day') as good,
        count(*) filter (where installed is not null or first <= :now - interval '1 day') as valid,
        count(*) filter (where installed is null and first > :now - interval '1 day') as open
      from contact
      where not exists (
        select from rsp_session before
        where before.iccid = contact.iccid and before.state in ('AUTHENTICATED', 'BOUND', 'CLOSED')
          and not contact.ended and before.created_at < :from)
      """);

  static final Command FUNNEL = Command.of(COUNTED, """
      select count(*) as authenticated, count(delivered_at) as delivered,
        count(said) filter (where delivered_at is not null) as reported,
        count(*) filter (where said = 'SUCCESS') as installed,
        count(*) filter (where said = 'SUCCESS' and exists (
          select from notification n
          where n.eid = counted.eid and n.iccid = counted.iccid and n.operation = 'ENABLE'
            and n.verdict = 'ACCEPTED' and n.received_at >= counted.delivered_at)) as enabled
      from counted
      """);

  static final Command ASKED = Command.of(
      "select count(distinct e.transaction_id) from activation_event e",
      ORDER_OF_EVENT,
      """
      where e.happened_at >= :from and e.happened_at < :to
        and e.function = 'ES9+.AuthenticateClient' and
      """,
      IN_ORDERS);

  /** Values beside: ours, the status codes that are faults of ours. */
  static final Command CALLS =
      Command.of("""
      select e.function, count(*) as valid,
        count(*) filter (where e.status <> all (string_to_array(:ours, ','))) as answered,
        count(allowed.millis) filter (where e.duration_us > 0) as timed,
        count(*) filter (where e.duration_us > 0 and e.duration_us <= allowed.millis * 1000) as quick,
        percentile_cont(0.95) within group (order by e.duration_us / 1000.0)
          filter (where e.duration_us > 0) as p95_millis
      from activation_event e
        left join (values ('ES9+.AuthenticateClient', 300), ('ES9+.GetBoundProfilePackage', 500))
          as allowed (function, millis) on allowed.function = e.function
      """, ORDER_OF_EVENT, """
      where e.happened_at >= :from and e.happened_at < :to
        and (e.function like 'ES9+.%' or e.function like 'ES2+.%')
        and e.function not in ('ES9+.HandleNotification', 'ES2+.HandleDownloadProgressInfo') and
      """, IN_ORDERS, "group by e.function order by e.function");

  static final Command CALLBACKS = Command.of(
      """
      select count(*) filter (where e.state = 'DELIVERED'
          and e.ended_at <= e.happened_at + interval '60 seconds') as good,
        count(*) filter (where e.state <> 'PENDING' or e.happened_at <= :now - interval '60 seconds')
          as valid
      from callback e
      """, ORDER_OF_EVENT, "where e.happened_at >= :from and e.happened_at < :to and", IN_ORDERS);

  static final Command INTEGRITY = Command.of(COUNTED, """
      , missed as (
        select count(*) as bad from activation_event e
      """, ORDER_OF_EVENT, """
        where e.happened_at >= :from and e.happened_at < :to and e.function = 'Handoff'
          and e.status in ('MISMATCH', 'SUSPECT') and :of_orders and
      """, IN_ORDERS, """
      )
      select count(delivered_at) as good, count(delivered_at) + (select bad from missed) as valid
      from counted
      """);

  static final Command KEPT = Command.of(COUNTED, """
      , installed as (
        select counted.said_at, (
          select min(n.received_at) from notification n
          where n.eid = counted.eid and n.iccid = counted.iccid and n.operation = 'DELETE'
            and n.verdict = 'ACCEPTED' and n.received_at >= counted.delivered_at) as deleted_at
        from counted join profile_type t on t.profile_type_id = counted.profile_type_id
        where counted.said = 'SUCCESS' and (
          t.notification_address is not null and cardinality(t.notification_events) = 0
          or exists (select from unnest(t.notification_events) as told where told & 8 > 0)))
      select count(*) filter (where deleted_at is null and said_at <= :now - interval '1 day'
          or deleted_at > said_at + interval '1 day') as good,
        count(*) filter (where deleted_at is not null or said_at <= :now - interval '1 day') as valid
      from installed
      """);

  private static final String MODELS = """
      select model.*, t.name as type, v.number
      from (
        select %1$s, profile_type_id, version_id, count(delivered_at) as delivered,
          count(*) filter (where class = 'SUCCESS') as good,
          count(*) filter (where class <> 'OPEN' and blame is distinct from 'USER') as valid,
          percentile_cont(0.5) within group (order by seconds) as median_seconds,
          max(created_at) as last_seen
        from counted where delivered_at is not null
        group by %2$s, profile_type_id, version_id
        order by delivered desc, %2$s limit :most) model
        join profile_type t on t.profile_type_id = model.profile_type_id
        left join profile_version v on v.profile_version_id = model.version_id
      order by delivered desc, eum, firmware, svn, package_version, tac, type, number
      """;

  private static final String CARD = "eum, firmware, svn, package_version";

  static final Command CARDS =
      Command.of(COUNTED, MODELS.formatted(CARD + ", ''::text as tac", CARD));

  static final Command PHONES = Command.of(
      COUNTED,
      MODELS.formatted(
          "''::text as eum, ''::text as firmware, ''::text as svn, ''::text as package_version,"
              + " coalesce(encode(tac, 'hex'), '') as tac",
          "coalesce(encode(tac, 'hex'), '')"));

  /** Values beside: faults. */
  static final Command BAD = Command.of("""
      select min(s.ended_at) as first, max(s.ended_at) as last from rsp_session s
      where s.ended_at >= :from and s.ended_at < :to and s.result <> 'SUCCESS'
        and s.attribution = any (string_to_array(:faults, ',')) and
      """, IN_PART);

  private FigureQueries() {}
}
