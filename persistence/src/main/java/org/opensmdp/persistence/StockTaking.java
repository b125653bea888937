package org.opensmdp.persistence;

import static org.jooq.impl.DSL.val;
import static org.opensmdp.persistence.db.Tables.PROFILE;
import static org.opensmdp.persistence.db.Tables.STOCK_IMPORT_SEEN;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.Stock.Import;
import org.opensmdp.activation.StockCheck.Fit;
import org.opensmdp.activation.StockResult;
import org.opensmdp.activation.StockVerdict;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;

/**
 * Puts the subscribers of one chunk into stock: one statement for all, which leaves out what is in use,
 * and a second look at those that were left out.
 */
final class StockTaking {
  private static final String TAKE = """
      insert into profile (iccid, imsi, subscriber, operator_id, profile_type_id, state, changed_at)
      select iccid, imsi, subscriber, ?, ?, 'AVAILABLE', now()
      from unnest(?, ?, ?) with ordinality as staged (iccid, imsi, subscriber, at)
      order by at
      on conflict do nothing
      returning iccid, imsi
      """;

  private static final String SEE = """
      insert into stock_import_seen (import_id, iccid, imsi)
      select ?, iccid, imsi
      from unnest(?, ?) with ordinality as staged (iccid, imsi, at)
      where not exists (select from profile where profile.iccid = staged.iccid)
        and not exists (select from profile where profile.imsi = staged.imsi)
      order by at
      on conflict do nothing
      returning iccid, imsi
      """;

  /** One index after the other: with "or" the planner may read the whole table for a chunk. */
  private static final String MET = """
      select profile.iccid, profile.imsi, operator_id, profile_type_id, subscriber
      from unnest({0}) as line (iccid) join profile using (iccid)
      union
      select profile.iccid, profile.imsi, operator_id, profile_type_id, subscriber
      from unnest({1}) as line (imsi) join profile using (imsi)
      """;

  private static final String SEEN = """
      select seen.iccid, seen.imsi
      from unnest({0}) as line (iccid) join stock_import_seen seen using (iccid)
      where seen.import_id = {2}
      union
      select seen.iccid, seen.imsi
      from unnest({1}) as line (imsi) join stock_import_seen seen using (imsi)
      where seen.import_id = {2}
      """;

  private final Sealer sealer;
  private final Import into;

  /** A subscriber with its secrets sealed. */
  record Sealed(Fit fit, Bytes secrets) {
    String iccid() {
      return fit.subscriber().iccid().digits();
    }

    String imsi() {
      return fit.subscriber().imsi().digits();
    }

    Pair pair() {
      return new Pair(iccid(), imsi());
    }
  }

  /** What belongs together for good. */
  record Pair(String iccid, String imsi) {}

  StockTaking(Sealer sealer, Import into) {
    this.sealer = sealer;
    this.into = into;
  }

  Sealed sealed(Fit fit) {
    try (var secrets = fit.subscriber().encode()) {
      var iccid = fit.subscriber().iccid().digits();
      return new Sealed(fit, sealer.seal("profile", "subscriber", iccid, secrets));
    }
  }

  /** Takes what is new, and returns the verdicts on the rest, in the order of the lines. */
  List<StockResult> run(DSLContext db, List<Sealed> staged) {
    if (staged.isEmpty()) {
      return List.of();
    }
    var taken = db.connectionResult(connection -> into.dryRun()
        ? pairs(connection, SEE, staged, false)
        : pairs(connection, TAKE, staged, true));
    var left = staged.stream().filter(row -> !taken.remove(row.pair())).toList();
    return left.isEmpty() ? List.of() : secondLook(db, left);
  }

  private Set<Pair> pairs(
      Connection connection, String sql, List<Sealed> staged, boolean withSecrets)
      throws SQLException {
    var iccids = texts(connection, staged.stream().map(Sealed::iccid).toList());
    var imsis = texts(connection, staged.stream().map(Sealed::imsi).toList());
    try (var statement = connection.prepareStatement(sql)) {
      int at = 1;
      if (withSecrets) {
        statement.setLong(at++, into.type().operatorId());
        statement.setLong(at++, into.type().profileTypeId());
      } else {
        statement.setLong(at++, into.importId());
      }
      statement.setArray(at++, iccids);
      statement.setArray(at++, imsis);
      if (withSecrets) {
        var secrets = staged.stream().map(row -> row.secrets().toArray()).toArray(byte[][]::new);
        statement.setArray(at, connection.createArrayOf("bytea", secrets));
      }
      var taken = new HashSet<Pair>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          taken.add(new Pair(
              Objects.requireNonNull(rows.getString(1)),
              Objects.requireNonNull(rows.getString(2))));
        }
      }
      return taken;
    }
  }

  private static Array texts(Connection connection, List<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  private List<StockResult> secondLook(DSLContext db, List<Sealed> left) {
    var iccids = left.stream().map(Sealed::iccid).toList();
    var imsis = left.stream().map(Sealed::imsi).toList();
    var known = new Known();
    known.addAll(db.fetch(MET, val(array(iccids)), val(array(imsis))).into(PROFILE));
    var seen = into.dryRun() ? seen(db, iccids, imsis) : Map.<String, Pair>of();
    var results = new ArrayList<StockResult>(left.size());
    for (var row : left) {
      var verdict = known
          .verdict(row)
          .or(() -> seenVerdict(row, seen))
          .orElse(StockVerdict.ICCID_TAKEN); // and gone again since
      results.add(result(row, verdict));
    }
    return results;
  }

  private Map<String, Pair> seen(
      DSLContext db, Collection<String> iccids, Collection<String> imsis) {
    var byNumber = new HashMap<String, Pair>();
    db.fetch(SEEN, val(array(iccids)), val(array(imsis)), val(into.importId()))
        .into(STOCK_IMPORT_SEEN)
        .forEach(row -> {
          var pair = new Pair(row.getIccid(), row.getImsi());
          byNumber.put(pair.iccid(), pair);
          byNumber.put("imsi " + pair.imsi(), pair);
        });
    return byNumber;
  }

  private static Optional<StockVerdict> seenVerdict(Sealed row, Map<String, Pair> seen) {
    var sameIccid = Optional.ofNullable(seen.get(row.iccid()));
    if (sameIccid.isPresent()) {
      return sameIccid.map(
          pair -> pair.equals(row.pair()) ? StockVerdict.ALREADY_THERE : StockVerdict.ICCID_TAKEN);
    }
    return Optional.ofNullable(seen.get("imsi " + row.imsi())).map(pair -> StockVerdict.IMSI_TAKEN);
  }

  private static String[] array(Collection<String> texts) {
    return texts.toArray(String[]::new);
  }

  private static StockResult result(Sealed row, StockVerdict verdict) {
    Iccid iccid = row.fit().subscriber().iccid();
    return new StockResult(row.fit().line(), Optional.of(iccid), verdict, "");
  }

  /** The profiles that the lines have met. */
  private final class Known {
    private final Map<String, Record> byIccid = new HashMap<>();
    private final Set<String> imsis = new HashSet<>();

    void addAll(List<? extends Record> rows) {
      rows.forEach(row -> {
        byIccid.put(row.get(PROFILE.ICCID), row);
        Optional.ofNullable(row.get(PROFILE.IMSI)).ifPresent(imsis::add);
      });
    }

    /** Of another operator's profile nothing is told but that the number is in use. */
    Optional<StockVerdict> verdict(Sealed line) {
      var row = Optional.ofNullable(byIccid.get(line.iccid()));
      if (row.isEmpty()) {
        return imsis.contains(line.imsi())
            ? Optional.of(StockVerdict.IMSI_TAKEN)
            : Optional.empty();
      }
      return row.map(profile ->
          isPairOfOperator(profile, line) ? pairVerdict(profile, line) : StockVerdict.ICCID_TAKEN);
    }

    private boolean isPairOfOperator(Record profile, Sealed line) {
      return line.imsi().equals(profile.get(PROFILE.IMSI))
          && profile.get(PROFILE.OPERATOR_ID) == into.type().operatorId()
          && profile.get(PROFILE.SUBSCRIBER) != null;
    }

    private StockVerdict pairVerdict(Record profile, Sealed line) {
      ProfileType type = into.type();
      if (profile.get(PROFILE.PROFILE_TYPE_ID) != type.profileTypeId()) {
        return StockVerdict.OTHER_TYPE;
      }
      var sealed = Bytes.wrap(profile.get(PROFILE.SUBSCRIBER));
      try (var stored = sealer.open("profile", "subscriber", line.iccid(), sealed);
          var sent = line.fit().subscriber().encode()) {
        return stored.equals(sent) ? StockVerdict.ALREADY_THERE : StockVerdict.DATA_CHANGED;
      }
    }
  }
}
