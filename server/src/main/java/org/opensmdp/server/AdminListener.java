package org.opensmdp.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.opensmdp.activation.StockImport;
import org.opensmdp.console.Access;
import org.opensmdp.console.CallbackResource;
import org.opensmdp.console.ConsoleRoutes;
import org.opensmdp.console.Resource;
import org.opensmdp.console.StockResource;
import org.opensmdp.console.TokensResource;
import org.opensmdp.console.TransportKeysResource;
import org.opensmdp.es2plus.CallbackTls;
import org.opensmdp.console.TypesResource;
import org.opensmdp.console.VersionsResource;
import org.opensmdp.http.ListenerConfig;
import org.opensmdp.http.Route;
import org.opensmdp.http.Routes;
import org.opensmdp.http.WorkerPool;
import org.opensmdp.persistence.Stores;

/** What the admin listener serves: health and metrics to everybody, the admin API to who has a token. */
final class AdminListener {
  /** A piece of a file of stock, or of orders. */
  private static final int MAX_BODY_OCTETS = 2 << 20;

  /** More than the admin API may have at a time, so that health is answered while it works. */
  private static final int WORKERS = 6;

  private static final int QUEUE = 32;

  private final Stores stores;
  private final ServerMetrics metrics;
  private final InstantSource clock;
  private final SecureRandom random;

  private final List<Function<Access, Resource>> more;

  /** @param more what other parts of the server have to administer */
  AdminListener(
      Stores stores,
      ServerMetrics metrics,
      InstantSource clock,
      SecureRandom random,
      List<Function<Access, Resource>> more) {
    this.stores = stores;
    this.metrics = metrics;
    this.clock = clock;
    this.random = random;
    this.more = List.copyOf(more);
  }

  static ListenerConfig config(Listen listen, WorkerPool workers, ServerMetrics metrics) {
    return ListenerConfig.at(listen.address())
        .withMaxBodyOctets(MAX_BODY_OCTETS)
        .withWorkers(workers)
        .withObserver(metrics);
  }

  /** Its own workers: who watches must see an overload, not be part of it. */
  static WorkerPool workers() {
    return new WorkerPool("admin", WORKERS, QUEUE);
  }

  /**
   * Returns the routes.
   *
   * @param data where the first token goes
   */
  Routes routes(BooleanSupplier ready, Path data) {
    new FirstToken(stores.adminTokens(), clock, random).ensure(data);
    var access = new Access(stores.adminTokens(), stores.audit(), clock, metrics::refused);
    var routes = new ArrayList<Route>(AdminRoutes.of(metrics, ready));
    routes.addAll(new ConsoleRoutes(access, resources(access)).routes());
    return new Routes(routes);
  }

  private List<Resource> resources(Access access) {
    var resources = new ArrayList<Resource>();
    resources.add(
        new TokensResource(access, stores.adminTokens(), stores.inventory(), clock, random));
    resources.add(stock(access));
    resources.add(
        new TransportKeysResource(access, stores.stock(), stores.inventory(), clock));
    resources.add(new CallbackResource(
        access, stores.callbacks(), stores.inventory(), CallbackTls::isReadable, clock));
    resources.add(new TypesResource(access, stores.inventory()));
    resources.add(new VersionsResource(access, stores.inventory(), stores.versions()));
    more.forEach(resource -> resources.add(resource.apply(access)));
    return resources;
  }

  private StockResource stock(Access access) {
    var imports = new StockImport(stores.stock(), new StockLineFigures(metrics));
    return new StockResource(access, stores.stock(), imports, stores.inventory(), clock);
  }
}
