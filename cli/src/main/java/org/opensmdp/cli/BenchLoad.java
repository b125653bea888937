package org.opensmdp.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9PlusClient;
import org.opensmdp.simulator.EuiccPopulation;
import org.opensmdp.simulator.LoadCard;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.VirtualEuicc;

/**
 * The load of a bench, in a process of its own: orders profiles, then downloads them, each by a card
 * of its own over a kept TLS connection. Closed loop to find the rate, then open loop at a given rate
 * with latencies counted from the time a call was due.
 */
final class BenchLoad {
  private static final VersionType SVN = new VersionType(2, 5, 0);
  private static final double NANOS = 1e9;

  private final Path data;
  private final String es9plus;
  private final String es2plus;
  private final Curve curve;
  private final int connections;
  private final SecureRandom random = new SecureRandom();
  private final Queue<Work> work = new ConcurrentLinkedQueue<>();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong cardNumbers = new AtomicLong(random.nextLong(1L << 40));

  BenchLoad(Path data, String es9plus, String es2plus, Curve curve, int connections) {
    this.data = data;
    this.es9plus = es9plus;
    this.es2plus = es2plus;
    this.curve = curve;
    this.connections = connections;
  }

  private record Work(MatchingId matchingId, LoadCard card) {}

  /** How a phase ended: what was done, in which time, how fast. */
  record Phase(long downloads, long failures, double seconds, Latencies latencies) {
    double perSecond() {
      return downloads / seconds;
    }

    Map<String, Object> members() {
      var members = new LinkedHashMap<String, Object>();
      members.put("downloads", downloads);
      members.put("failures", failures);
      members.put("seconds", seconds);
      members.put("downloadsPerSecond", perSecond());
      members.put("p50Ms", latencies.percentile(50));
      members.put("p99Ms", latencies.percentile(99));
      return members;
    }
  }

  /** Orders {@code count} profiles over ES2+ and makes a card for each. */
  void provision(int count) throws InterruptedException {
    var hierarchy = TestHierarchy.load(TryOut.pki(data, curve), random);
    var population = new EuiccPopulation(List.of(hierarchy), random, Clock.systemUTC());
    var example = population.euicc(0);
    var operator = new Visitors(data).operator(es2plus);
    parallel(count, () -> {
      var iccid = operator.downloadOrder(DownloadOrder.ofType(TryOutStock.TYPE));
      var order = operator.confirmOrder(OrderConfirmation.release(iccid));
      work.add(new Work(order.matchingId(), card(hierarchy, example)));
    });
  }

  private LoadCard card(TestHierarchy hierarchy, VirtualEuicc example) {
    var eid = EuiccPopulation.eid(cardNumbers.incrementAndGet());
    return new LoadCard(hierarchy.euicc(eid), example, random);
  }

  private void parallel(int count, Runnable task) throws InterruptedException {
    var workers = Executors.newFixedThreadPool(connections);
    for (int i = 0; i < count; i++) {
      workers.execute(task);
    }
    workers.shutdown();
    if (!workers.awaitTermination(10, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the profiles could not be ordered in ten minutes");
    }
  }

  int left() {
    return work.size();
  }

  /** Downloads as fast as the server answers, for the time or until the orders are used up. */
  Phase closedLoop(double seconds) throws InterruptedException {
    return run(seconds, Optional.empty());
  }

  /** Starts downloads at a steady rate, whatever the server does. */
  Phase openLoop(double seconds, double perSecond) throws InterruptedException {
    return run(seconds, Optional.of(perSecond));
  }

  private Phase run(double seconds, Optional<Double> perSecond) throws InterruptedException {
    var latencies = new Latencies(LoadCard.steps());
    var done = new AtomicLong();
    long failedBefore = failures.get();
    long begun = System.nanoTime();
    long end = begun + (long) (seconds * NANOS);
    var due = new AtomicLong();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < connections; i++) {
      var client = client();
      var thread = new Thread(() -> {
        long next = begun;
        while (System.nanoTime() < end) {
          if (perSecond.isPresent()) {
            next = begun + (long) (due.getAndIncrement() / perSecond.get() * NANOS);
            waitUntil(next);
          } else {
            next = System.nanoTime();
          }
          var item = next < end ? work.poll() : null;
          if (item == null) {
            return;
          }
          if (download(client, item, next, latencies)) {
            done.incrementAndGet();
          }
        }
      });
      thread.start();
      threads.add(thread);
    }
    for (var thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - begun) / NANOS;
    return new Phase(done.get(), failures.get() - failedBefore, took, latencies);
  }

  private static void waitUntil(long nanoTime) {
    long left;
    while ((left = nanoTime - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
    }
  }

  private Es9PlusClient client() {
    var trusted = TestHierarchy.load(TryOut.pki(data, curve), random).tlsCi();
    return Es9PlusClient.over(Es9PlusClient.http1(List.of(trusted)), es9plus, SVN);
  }

  /** @param due when the first call should have begun: waiting for a free thread counts */
  private boolean download(Es9PlusClient server, Work item, long due, Latencies latencies) {
    try {
      var card = item.card();
      long begun = due;
      var initiated = server.initiateAuthentication(card.initiateAuthentication(es9plus));
      latencies.record("initiateAuthentication", System.nanoTime() - begun);
      var authenticate = card.authenticateClient(initiated, item.matchingId());
      begun = System.nanoTime();
      var authenticated = server.authenticateClient(authenticate);
      latencies.record("authenticateClient", System.nanoTime() - begun);
      var prepared = card.getBoundProfilePackage(authenticated);
      begun = System.nanoTime();
      server.getBoundProfilePackage(prepared);
      latencies.record("getBoundProfilePackage", System.nanoTime() - begun);
      var report = card.installed(authenticated, es9plus);
      begun = System.nanoTime();
      server.handleNotification(report);
      latencies.record("handleNotification", System.nanoTime() - begun);
      return true;
    } catch (RuntimeException e) {
      if (failures.getAndIncrement() == 0) {
        System.err.println("first failure: " + e);
      }
      return false;
    }
  }
}
