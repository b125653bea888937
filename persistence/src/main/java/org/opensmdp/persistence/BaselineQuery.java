package org.opensmdp.persistence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.opensmdp.activation.gate.Baseline;
import org.opensmdp.activation.gate.Stratum;

/** What a version did on each stratum of cards. */
final class BaselineQuery {
  private static final int MOST_SECONDS = 500;

  private static final String ENDED = """
      from rsp_session
      where version_id = ? and ended_at > ?::timestamptz and ended_at <= ?::timestamptz and delivered_at is not null
        and not synthetic
      """;

  private static final String COUNTS = """
      select eum || '/' || firmware || '/' || package_version as stratum,
        case when result = 'SUCCESS' then 'SUCCESS' when result = 'UNCONFIRMED' then 'SILENT'
          when attribution in ('TEMPLATE', 'SERVER', 'UNKNOWN') then 'FAILURE' else 'EXCLUDED' end
          as kind,
        coalesce(cause, '') as cause, count(*) as times
      """ + ENDED + " group by 1, 2, 3";

  private static final String SECONDS =
      """
      select stratum, seconds from (
        select eum || '/' || firmware || '/' || package_version as stratum,
          extract(epoch from ended_at - delivered_at)::float8 as seconds,
          row_number() over (
            partition by eum, firmware, package_version order by ended_at desc) as place
      """ + ENDED + " and result = 'SUCCESS') as latest where place <= " + MOST_SECONDS;

  private BaselineQuery() {}

  /** What is being counted of one stratum. */
  private static final class Counts {
    private final Map<String, Integer> kinds = new HashMap<>();
    private final Map<String, Integer> causes = new HashMap<>();
    private final List<Double> seconds = new ArrayList<>();

    void add(String kind, String cause, int times) {
      kinds.merge(kind, times, Integer::sum);
      if (kind.equals("FAILURE") || kind.equals("EXCLUDED")) {
        causes.merge(cause, times, Integer::sum);
      }
    }

    Baseline baseline() {
      return new Baseline(
          kinds.getOrDefault("SUCCESS", 0),
          kinds.getOrDefault("FAILURE", 0),
          kinds.getOrDefault("SILENT", 0),
          kinds.getOrDefault("EXCLUDED", 0),
          causes,
          seconds);
    }
  }

  static Map<Stratum, Baseline> run(DSLContext db, long versionId, Instant after, Instant until) {
    var from = Values.inUtc(after);
    var to = Values.inUtc(until);
    var counts = new HashMap<String, Counts>();
    db.fetch(COUNTS, versionId, from, to)
        .forEach(row -> counts
            .computeIfAbsent(row.get("stratum", String.class), it -> new Counts())
            .add(
                row.get("kind", String.class),
                row.get("cause", String.class),
                row.get("times", Integer.class)));
    db.fetch(SECONDS, versionId, from, to)
        .forEach(row -> counts
            .computeIfAbsent(row.get("stratum", String.class), it -> new Counts())
            .seconds
            .add(row.get("seconds", Double.class)));
    var all = new HashMap<Stratum, Baseline>();
    counts.forEach((stratum, counted) -> all.put(Stratum.of(stratum), counted.baseline()));
    return all;
  }
}
