package org.opensmdp.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.opensmdp.activation.CancelOrder;
import org.opensmdp.activation.ConfirmOrder;
import org.opensmdp.activation.DownloadOrder;
import org.opensmdp.activation.HandoffChecks;
import org.opensmdp.activation.LimitOrder;
import org.opensmdp.activation.PlaceOrder;
import org.opensmdp.activation.ReleaseProfile;
import org.opensmdp.activation.Releases;
import org.opensmdp.activation.StockImport;
import org.opensmdp.activation.TakeNetworkEvents;
import org.opensmdp.console.Access;
import org.opensmdp.console.ActivationCodesResource;
import org.opensmdp.console.AuditResource;
import org.opensmdp.console.BulkOrdersResource;
import org.opensmdp.console.CallbackResource;
import org.opensmdp.console.CodeDoctorResource;
import org.opensmdp.console.ConsoleRoutes;
import org.opensmdp.console.GlossaryResource;
import org.opensmdp.console.NetworkEventsResource;
import org.opensmdp.console.OperatorsResource;
import org.opensmdp.console.OrderDesk;
import org.opensmdp.console.OrderRules;
import org.opensmdp.console.OrdersResource;
import org.opensmdp.console.Resource;
import org.opensmdp.console.StockResource;
import org.opensmdp.console.TokensResource;
import org.opensmdp.console.TransportKeysResource;
import org.opensmdp.console.TypesResource;
import org.opensmdp.console.VersionsResource;
import org.opensmdp.es2plus.CallbackTls;
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
  private final Releases releases;
  private final String smdpAddress;
  private final ServerMetrics metrics;
  private final InstantSource clock;
  private final SecureRandom random;

  private final List<Function<Access, Resource>> more;

  /** @param more what other parts of the server have to administer */
  AdminListener(
      Stores stores,
      Releases releases,
      String smdpAddress,
      ServerMetrics metrics,
      InstantSource clock,
      SecureRandom random,
      List<Function<Access, Resource>> more) {
    this.stores = stores;
    this.releases = releases;
    this.smdpAddress = smdpAddress;
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
    var administration = stores.administration();
    var inventory = stores.inventory();
    var desk = new OrderDesk(stores.orders(), administration, smdpAddress);
    var rules = rules();
    var rollouts = new RolloutAdministration(stores, clock);
    var resources = new ArrayList<Resource>(List.of(
        new TokensResource(access, stores.adminTokens(), inventory, clock, random),
        new AuditResource(access, stores.audit()),
        new OperatorsResource(access, desk, administration, inventory),
        new TypesResource(access, desk, administration, inventory),
        new VersionsResource(access, inventory, stores.versions(), rollouts.moves()),
        new OrdersResource(access, desk, stores.timeline(), rules, clock, random),
        new BulkOrdersResource(access, desk, rules.placeOrder(), inventory, clock),
        new ActivationCodesResource(access, desk),
        new GlossaryResource(access),
        new CodeDoctorResource(access, desk, clock),
        stock(access),
        networkEvents(access),
        new TransportKeysResource(access, stores.stock(), inventory, clock),
        new CallbackResource(
            access, stores.callbacks(), inventory, CallbackTls::isReadable, clock)));
    resources.addAll(rollouts.resources(access));
    more.forEach(resource -> resources.add(resource.apply(access)));
    return resources;
  }

  private StockResource stock(Access access) {
    var checks = new HandoffChecks(stores.timeline(), metrics.handoffs(), clock);
    var imports = new StockImport(stores.stock(), new StockLineFigures(metrics, checks));
    return new StockResource(access, stores.stock(), imports, stores.inventory(), clock);
  }

  private NetworkEventsResource networkEvents(Access access) {
    var checks = new HandoffChecks(stores.timeline(), metrics.handoffs(), clock);
    var take = new TakeNetworkEvents(stores.networkEvents(), checks, clock);
    return new NetworkEventsResource(access, stores.networkEvents(), take, clock);
  }

  /** The rules of ES2+ once more: what an administrator does for an operator is bound by them, too. */
  private OrderRules rules() {
    var profiles = stores.profiles();
    var timeline = stores.timeline();
    var download = new DownloadOrder(profiles, timeline, clock);
    var confirm = new ConfirmOrder(profiles, releases, timeline, random, smdpAddress, clock);
    var cancel = new CancelOrder(profiles, timeline, clock);
    var limit = new LimitOrder(stores.orders(), clock);
    return new OrderRules(
        new PlaceOrder(profiles, download, confirm, cancel, limit),
        confirm,
        new ReleaseProfile(profiles, releases, timeline, clock),
        cancel,
        limit);
  }
}
