package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.StockField;
import org.opensmdp.activation.StockImport;
import org.opensmdp.activation.StockLine;
import org.opensmdp.activation.StockVerdict;
import org.opensmdp.rsp.Secret;

/**
 * The lines of a chunk of CSV, read where they lie: a library for CSV makes strings, and a string of a
 * key stays in memory until it is overwritten. A line is a record; a column may stand in quotes, with
 * none inside. Empty lines count and are nothing else. One thread.
 */
final class StockLines implements StockImport.Lines {
  private final StockPlan plan;
  private final List<StockColumn> columns;
  private final Set<StockField> wrapped;
  private final Map<StockField, String> constants;
  private final byte[] octets;
  private final int[] starts;
  private final int[] ends;
  private long number;
  private int at;

  /** @param first the number of the first line in its file */
  StockLines(StockPlan plan, byte[] octets, long first) {
    this.plan = plan;
    this.columns = plan.columns();
    this.wrapped = plan.wrapped();
    this.constants = plan.constantFields();
    this.octets = octets;
    this.starts = new int[columns.size()];
    this.ends = new int[columns.size()];
    this.number = first - 1;
  }

  @Override
  public Optional<StockLine> next() {
    while (at < octets.length) {
      int start = at;
      int end = start;
      while (end < octets.length && octets[end] != '\n') {
        end++;
      }
      at = end + 1;
      number++;
      if (end > start && octets[end - 1] == '\r') {
        end--;
      }
      if (end > start) {
        return Optional.of(line(start, end));
      }
    }
    return Optional.empty();
  }

  private StockLine line(int start, int end) {
    if (split(start, end) != columns.size()) {
      return unreadable(StockVerdict.LINE_FORM, "", "", "");
    }
    var iccid = "";
    var imsi = "";
    var algorithm = Optional.ofNullable(plan.constants().get("algorithm"));
    for (int i = 0; i < columns.size(); i++) {
      switch (columns.get(i).target()) {
        case ICCID -> iccid = plan.iccid().digits(text(i));
        case IMSI -> imsi = text(i);
        case ALGORITHM ->
          algorithm = Optional.of(text(i))
              .filter(name -> !name.isEmpty())
              .or(() -> Optional.ofNullable(plan.constants().get("algorithm")));
        case SECRET, IGNORED -> {}
      }
    }
    var secrets = new HashMap<StockField, Secret>();
    for (int i = 0; i < columns.size(); i++) {
      if (!read(i, secrets)) {
        secrets.values().forEach(Secret::close);
        return unreadable(StockVerdict.COLUMN_FORM, columns.get(i).name(), iccid, imsi);
      }
    }
    constants.forEach((field, value) -> secrets.put(field, Secret.of(value.getBytes(UTF_8))));
    return new StockLine(number, iccid, imsi, algorithm, secrets, wrapped, Optional.empty());
  }

  private String text(int column) {
    return StockColumn.text(octets, starts[column], ends[column]);
  }

  /** Puts the secret of a column, if it has one; returns whether it could be read. */
  private boolean read(int column, Map<StockField, Secret> secrets) {
    var field = columns.get(column).field();
    if (field.isEmpty() || starts[column] == ends[column]) {
      return true;
    }
    var secret = columns.get(column).read(octets, starts[column], ends[column]);
    secret.ifPresent(value -> secrets.put(field.get(), value));
    return secret.isPresent();
  }

  private StockLine unreadable(StockVerdict verdict, String detail, String iccid, String imsi) {
    var fault = Optional.of(new StockLine.Fault(verdict, detail));
    return new StockLine(number, iccid, imsi, Optional.empty(), Map.of(), wrapped, fault);
  }

  /** Finds where the columns begin and end; returns how many there are, or -1. */
  private int split(int start, int end) {
    int column = 0;
    int from = start;
    while (from <= end) {
      int to = endOfColumn(from, end);
      if (to < 0) {
        return -1;
      }
      if (column < starts.length) {
        keep(column, from, to);
      }
      column++;
      from = to + 1;
    }
    return column;
  }

  private int endOfColumn(int from, int end) {
    int to = from;
    if (from < end && octets[from] == '"') {
      to = from + 1;
      while (to < end && octets[to] != '"') {
        to++;
      }
      to++;
      if (to > end || (to < end && octets[to] != plan.separator())) {
        return -1;
      }
      return to;
    }
    while (to < end && octets[to] != plan.separator()) {
      to++;
    }
    return to;
  }

  private void keep(int column, int from, int to) {
    int start = from;
    int end = to;
    if (end - start >= 2 && octets[start] == '"' && octets[end - 1] == '"') {
      start++;
      end--;
    }
    while (start < end && octets[start] == ' ') {
      start++;
    }
    while (end > start && octets[end - 1] == ' ') {
      end--;
    }
    starts[column] = start;
    ends[column] = end;
  }

  /** Erases the chunk. */
  void erase() {
    Arrays.fill(octets, (byte) 0);
  }
}
