package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends network events in batches, one after the other. */
final class NetworkUpload {
  private static final int BATCH_EVENTS = 1_000;
  private static final int BATCH_OCTETS = 500_000;

  private final AdminClient client;
  private final ProgressBar bar;

  NetworkUpload(AdminClient client, ProgressBar bar) {
    this.client = client;
    this.bar = bar;
  }

  /**
   * What became of the events.
   *
   * @param malformed {@code line} and {@code reason} of each that could not be read
   */
  record Sums(Map<String, Long> counts, List<Map<String, Object>> malformed) {
    long count(String verdict) {
      return counts.getOrDefault(verdict, 0L);
    }

    Map<String, Object> toJson() {
      return Map.of("counts", counts, "malformed", malformed);
    }

    /** @param above lines of the batch above its first event */
    private void add(JsonNode answer, List<NetworkFile.Row> batch, int above) {
      for (var line : answer.path("lines")) {
        var verdict = line.path("verdict").asText();
        counts.merge(verdict, 1L, Long::sum);
        if (verdict.equals("MALFORMED")) {
          var row = batch.get(line.path("line").asInt() - 1 - above);
          malformed.add(
              Map.of("line", row.number(), "reason", line.path("reason").asText()));
        }
      }
    }
  }

  Sums send(NetworkFile events) {
    var sums = new Sums(new LinkedHashMap<>(), new ArrayList<>());
    var rows = events.rows();
    for (int from = 0; from < rows.size(); ) {
      int to = end(rows, from);
      var batch = rows.subList(from, to);
      sums.add(sent(events, batch), batch, events.header().isPresent() ? 1 : 0);
      bar.show(to / (double) rows.size(), to);
      from = to;
    }
    return sums;
  }

  private static int end(List<NetworkFile.Row> rows, int from) {
    int to = from;
    for (long octets = 0; to < rows.size() && to - from < BATCH_EVENTS; to++) {
      octets += rows.get(to).text().length();
      if (octets > BATCH_OCTETS && to > from) {
        break;
      }
    }
    return to;
  }

  private JsonNode sent(NetworkFile events, List<NetworkFile.Row> batch) {
    var body = new StringBuilder();
    events.header().ifPresent(header -> body.append(header).append('\n'));
    batch.forEach(row -> body.append(row.text()).append('\n'));
    try {
      return client.post(
          NetworkCommand.PATH, events.contentType(), body.toString().getBytes(UTF_8));
    } catch (AdminClient.Refused | IllegalStateException e) {
      throw new IllegalStateException(
          "From line %d on nothing was taken in: %s Then run the same command again; what was taken in is kept once."
              .formatted(batch.get(0).number(), e.getMessage()),
          e);
    }
  }
}
