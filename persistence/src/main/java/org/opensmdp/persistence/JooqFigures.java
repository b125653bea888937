package org.opensmdp.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.Region;
import org.opensmdp.activation.slo.AttemptFigures;
import org.opensmdp.activation.slo.CallFigures;
import org.opensmdp.activation.slo.DeviceModel;
import org.opensmdp.activation.slo.Dimension;
import org.opensmdp.activation.slo.Figures;
import org.opensmdp.activation.slo.Funnel;
import org.opensmdp.activation.slo.OrderFigures;
import org.opensmdp.activation.slo.Scope;
import org.opensmdp.activation.slo.Tally;
import org.opensmdp.rsp.StatusCode;

/** Counts what is stored, in PostgreSQL. */
final class JooqFigures implements Figures {
  private static final String COMMA = ",";

  /** The status codes by which a call fails through a fault of ours. */
  private static final String OURS = Arrays.stream(StatusCode.values())
      .filter(status -> Attribution.ofRefusal(status) == Attribution.SERVER)
      .map(StatusCode::name)
      .collect(Collectors.joining(COMMA));

  private static final List<String> MCCS =
      IntStream.range(0, 1000).mapToObj("%03d"::formatted).toList();
  private static final String ALL_MCCS = String.join(COMMA, MCCS);
  private static final String THEIR_REGIONS =
      MCCS.stream().map(mcc -> Region.ofMcc(mcc).name()).collect(Collectors.joining(COMMA));

  private final Sql sql;

  JooqFigures(Sql sql) {
    this.sql = sql;
  }

  @Override
  public AttemptFigures attempts(Scope scope) {
    return one(FigureQueries.ATTEMPTS, values(scope), JooqFigures::figures);
  }

  @Override
  public List<AttemptFigures> attempts(Scope scope, Dimension by, int most) {
    var values = values(scope)
        .number("most", most)
        .text("all_mccs", ALL_MCCS)
        .text("their_regions", THEIR_REGIONS);
    return list(
        Optional.ofNullable(FigureQueries.ATTEMPTS_BY.get(by)).orElseThrow(),
        values,
        JooqFigures::figures);
  }

  @Override
  public OrderFigures orders(Scope scope) {
    return one(
        FigureQueries.ORDERS,
        values(scope),
        row -> new OrderFigures(tally(row, "good", "valid"), row.getLong("open")));
  }

  @Override
  public Funnel funnel(Scope scope) {
    var asked = scope.part().isOfOrders()
        ? Optional.of(one(FigureQueries.ASKED, values(scope), row -> row.getLong(1)))
        : Optional.<Long>empty();
    return one(
        FigureQueries.FUNNEL,
        values(scope),
        row -> new Funnel(
            asked.isPresent() ? asked.get() : row.getLong("authenticated"),
            row.getLong("authenticated"),
            row.getLong("delivered"),
            row.getLong("reported"),
            row.getLong("installed"),
            row.getLong("enabled")));
  }

  @Override
  public List<CallFigures> calls(Scope scope) {
    return list(
        FigureQueries.CALLS,
        values(scope).text("ours", OURS),
        row -> new CallFigures(
            row.getString("function"),
            tally(row, "answered", "valid"),
            tally(row, "quick", "timed"),
            number(row, "p95_millis")));
  }

  @Override
  public Tally callbacks(Scope scope) {
    return one(FigureQueries.CALLBACKS, values(scope), JooqFigures::tally);
  }

  @Override
  public Tally integrity(Scope scope) {
    return one(
        FigureQueries.INTEGRITY,
        values(scope).flag("of_orders", scope.part().isOfOrders()),
        JooqFigures::tally);
  }

  @Override
  public Tally kept(Scope scope) {
    return one(FigureQueries.KEPT, values(scope), JooqFigures::tally);
  }

  @Override
  public List<DeviceModel> cards(Scope scope, int most) {
    return list(FigureQueries.CARDS, values(scope).number("most", most), JooqFigures::model);
  }

  @Override
  public List<DeviceModel> phones(Scope scope, int most) {
    return list(FigureQueries.PHONES, values(scope).number("most", most), JooqFigures::model);
  }

  @Override
  public Optional<Instant> firstBad(Scope scope, Set<Attribution> faults) {
    return one(FigureQueries.BAD, bad(scope, faults), row -> time(row, "first"));
  }

  @Override
  public Optional<Instant> lastBad(Scope scope, Set<Attribution> faults) {
    return one(FigureQueries.BAD, bad(scope, faults), row -> time(row, "last"));
  }

  private static Values bad(Scope scope, Set<Attribution> faults) {
    return values(scope)
        .text("faults", faults.stream().map(Enum::name).collect(Collectors.joining(COMMA)));
  }

  private static Values values(Scope scope) {
    var part = scope.part();
    return new Values()
        .time("from", scope.from())
        .time("to", scope.to())
        .time("now", scope.now())
        .number("operator_id", part.operatorId())
        .number("type_id", part.profileTypeId())
        .number("version", part.version().map(Integer::longValue))
        .text("mccs", part.region().map(JooqFigures::mccs))
        .text("eum", part.eum())
        .text("firmware", part.firmware());
  }

  /** Where a package names no network, its attempt is nowhere in particular. */
  static String mccs(Region region) {
    var of = MCCS.stream().filter(mcc -> Region.ofMcc(mcc) == region).collect(Collectors.toList());
    if (region == Region.OTHER) {
      of.add(0, "");
    }
    return String.join(COMMA, of);
  }

  private <T> T one(Command command, Values values, Command.Row<T> reader) {
    return list(command, values, reader).get(0);
  }

  private <T> List<T> list(Command command, Values values, Command.Row<T> reader) {
    return sql.run(db -> command.list(db, values, reader));
  }

  private static AttemptFigures figures(ResultSet row) throws SQLException {
    var blamed = new EnumMap<Attribution, Long>(Attribution.class);
    for (var attribution : Attribution.values()) {
      blamed.put(attribution, row.getLong(attribution.name().toLowerCase(Locale.ROOT)));
    }
    return new AttemptFigures(
        row.getString("label"),
        row.getLong("authenticated"),
        row.getLong("delivered"),
        row.getLong("open"),
        row.getLong("succeeded"),
        row.getLong("failed"),
        row.getLong("cancelled"),
        row.getLong("unconfirmed"),
        blamed,
        row.getLong("late_successes"),
        row.getLong("late_failures"),
        tally(row, "confirmed", "confirmable"),
        tally(row, "quick", "timed"),
        number(row, "median_seconds"),
        number(row, "p95_seconds"));
  }

  private static DeviceModel model(ResultSet row) throws SQLException {
    int number = row.getInt("number");
    return new DeviceModel(
        text(row, "eum"),
        text(row, "firmware"),
        text(row, "svn"),
        text(row, "package_version"),
        text(row, "tac"),
        row.getString("type"),
        number == 0 ? Optional.empty() : Optional.of(number),
        row.getLong("delivered"),
        tally(row),
        number(row, "median_seconds"),
        time(row, "last_seen").orElseThrow());
  }

  private static Tally tally(ResultSet row) throws SQLException {
    return tally(row, "good", "valid");
  }

  private static Tally tally(ResultSet row, String good, String valid) throws SQLException {
    return new Tally(row.getLong(good), row.getLong(valid));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).orElse("");
  }

  static OptionalDouble number(ResultSet row, String column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
