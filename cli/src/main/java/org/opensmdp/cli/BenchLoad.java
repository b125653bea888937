package org.opensmdp.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9PlusClient;
import org.opensmdp.simulator.EuiccPopulation;
import org.opensmdp.simulator.LoadCard;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.load.DownloadLoad;

/** Load on a try-out server: orders profiles over ES2+, makes a card for each, and has them fetched. */
final class BenchLoad {
  private static final VersionType SVN = new VersionType(2, 5, 0);

  private final Path data;
  private final String es9plus;
  private final String es2plus;
  private final Curve curve;
  private final int connections;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong cardNumbers = new AtomicLong(random.nextLong(1L << 40));

  BenchLoad(Path data, String es9plus, String es2plus, Curve curve, int connections) {
    this.data = data;
    this.es9plus = es9plus;
    this.es2plus = es2plus;
    this.curve = curve;
    this.connections = connections;
  }

  /** Orders {@code count} profiles and returns the load that fetches them. */
  DownloadLoad provision(int count) throws InterruptedException {
    var hierarchy = TestHierarchy.load(TryOut.pki(data, curve), random);
    var population = new EuiccPopulation(List.of(hierarchy), random, Clock.systemUTC());
    var example = population.euicc(0);
    var operator = new Visitors(data).operator(es2plus);
    var load = new DownloadLoad(() -> client(hierarchy), connections);
    parallel(count, () -> {
      var iccid = operator.downloadOrder(DownloadOrder.ofType(TryOutStock.TYPE));
      var order = operator.confirmOrder(OrderConfirmation.release(iccid));
      var eid = EuiccPopulation.eid(cardNumbers.incrementAndGet());
      var card = new LoadCard(hierarchy.euicc(eid), example, random);
      load.add(new DownloadLoad.Download(order.matchingId(), card));
    });
    return load;
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

  private Es9PlusClient client(TestHierarchy hierarchy) {
    return Es9PlusClient.over(Es9PlusClient.http1(List.of(hierarchy.tlsCi())), es9plus, SVN);
  }
}
