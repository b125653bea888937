package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Sends the pieces of a file, a few at a time, and each again until it is answered. What was taken
 * before is not sent.
 */
final class StockUpload {
  private static final int AT_A_TIME = 3;
  private static final int TRIES = 8;
  private static final long FIRST_WAIT_NANOS = 250_000_000;

  private final AdminClient client;
  private final long importId;
  private final Set<Integer> taken = new HashSet<>();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  StockUpload(AdminClient client, JsonNode imported) {
    this.client = client;
    this.importId = imported.path("importId").asLong();
    imported.path("chunks").forEach(number -> taken.add(number.asInt()));
  }

  private String path() {
    return "/admin/v1/stock-imports/" + importId;
  }

  /**
   * Sends all of the file and ends the import; returns what became of it.
   *
   * @param verdicts hears of every line that was not accepted, in no order; one thread at a time
   * @param progress hears the octets of the file that are behind, and of lines
   */
  JsonNode send(StockFile file, Consumer<JsonNode> verdicts, BiConsumer<Long, Long> progress)
      throws IOException, InterruptedException {
    var pool = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      int pieces = send(file, pool, verdicts, progress);
      var failed = failure.get();
      if (failed != null) {
        throw new IllegalStateException(
            "%s To go on where it stopped: --resume %d".formatted(failed.getMessage(), importId),
            failed);
      }
      return client.post(path() + "/finish", Map.of("chunks", pieces));
    } finally {
      pool.shutdownNow();
    }
  }

  private int send(
      StockFile file,
      ExecutorService pool,
      Consumer<JsonNode> verdicts,
      BiConsumer<Long, Long> progress)
      throws IOException, InterruptedException {
    var room = new Semaphore(AT_A_TIME);
    int pieces = 0;
    for (var piece = file.next(); piece.isPresent() && failure.get() == null; piece = file.next()) {
      var next = piece.get();
      pieces++;
      if (taken.contains(next.number())) {
        continue;
      }
      room.acquire();
      pool.execute(() -> {
        try {
          var answer = sent(next);
          synchronized (verdicts) {
            answer.path("lines").forEach(verdicts);
          }
          progress.accept(next.end(), next.line());
        } catch (RuntimeException e) {
          failure.compareAndSet(null, e);
        } finally {
          next.octets().erase();
          room.release();
        }
      });
    }
    room.acquire(AT_A_TIME);
    return pieces;
  }

  private JsonNode sent(StockFile.Piece piece) {
    var chunk = "%s/chunks/%d?line=%d".formatted(path(), piece.number(), piece.line());
    long wait = FIRST_WAIT_NANOS;
    for (int left = TRIES; ; left--) {
      try {
        return client.put(chunk, "text/csv", piece.octets().content());
      } catch (AdminClient.Refused e) {
        if (left == 1 || e.status() != 503) {
          throw e;
        }
      } catch (IllegalStateException e) {
        if (left == 1) {
          throw e;
        }
      }
      LockSupport.parkNanos(wait);
      wait *= 2;
    }
  }
}
