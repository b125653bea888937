package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.opensmdp.cli.BulkFile.Line;

/** Sends the orders of a file in pieces, a few at a time, each again if the server did not answer. */
final class BulkOrders {
  private static final int AT_ONCE = 4;
  private static final int PIECE = 100;
  private static final int TRIES = 3;
  private static final int UNAVAILABLE = 503;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final AdminClient client;
  private final String path;
  private final Map<String, Object> common;

  BulkOrders(AdminClient client, String bulkId, Map<String, Object> common) {
    this.client = client;
    this.path = "/admin/v1/bulk-orders/" + AdminClient.encoded(bulkId);
    this.common = Map.copyOf(common);
  }

  /** What came of the lines, in their order, and the stock there was in a dry run. */
  record Results(List<JsonNode> lines, Map<String, Long> stock) {
    long failed() {
      return lines.stream().filter(line -> line.has("error")).count();
    }
  }

  /** Sends all lines; {@code done} hears how many have their result. */
  Results run(List<Line> lines, Consumer<Integer> done) {
    var workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      var pieces = new ArrayList<Future<JsonNode>>();
      for (int i = 0; i < lines.size(); i += PIECE) {
        var piece = lines.subList(i, Math.min(lines.size(), i + PIECE));
        pieces.add(workers.submit((Callable<JsonNode>) () -> sent(piece)));
      }
      return collected(lines, pieces, done);
    } finally {
      workers.shutdownNow();
    }
  }

  private static Results collected(
      List<Line> lines, List<Future<JsonNode>> pieces, Consumer<Integer> done) {
    var results = new ArrayList<JsonNode>();
    var stock = new HashMap<String, Long>();
    for (int i = 0; i < pieces.size(); i++) {
      var answer = result(pieces.get(i));
      answer
          .path("stock")
          .properties()
          .forEach(type -> stock.put(type.getKey(), type.getValue().asLong()));
      var sent = answer.path("results").elements();
      for (var line : lines.subList(i * PIECE, Math.min(lines.size(), (i + 1) * PIECE))) {
        results.add(line.error().isPresent() ? failed(line) : sent.next());
      }
      done.accept(results.size());
    }
    return new Results(results, stock);
  }

  private static JsonNode failed(Line line) {
    ObjectNode result = MAPPER.createObjectNode().put("line", line.number());
    result.set("reference", line.members().path("reference").deepCopy());
    result
        .putObject("error")
        .put("code", "unreadable")
        .put("message", line.error().orElse(""));
    return result;
  }

  private JsonNode sent(List<Line> piece) {
    var orders =
        piece.stream().filter(line -> line.error().isEmpty()).map(Line::members).toList();
    if (orders.isEmpty()) {
      return MAPPER.createObjectNode();
    }
    var body = new HashMap<>(common);
    body.put("orders", orders);
    return sent(body, TRIES);
  }

  /** The same piece again gives the same orders, so an answer that got lost does no harm. */
  private JsonNode sent(Map<String, Object> body, int tries) {
    try {
      return client.post(path, body);
    } catch (AdminClient.Refused refused) {
      if (refused.status() != UNAVAILABLE || tries <= 1) {
        throw refused;
      }
      return sent(body, tries - 1);
    }
  }

  private static JsonNode result(Future<JsonNode> piece) {
    try {
      return piece.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      var why = Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("");
      throw new IllegalStateException(
          why + ". Run the same command again: what was ordered stays so.", e);
    }
  }
}
