package org.opensmdp.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.opensmdp.activation.AuthenticateClient;
import org.opensmdp.activation.BindingMaker;
import org.opensmdp.activation.CallLimits;
import org.opensmdp.activation.Callers;
import org.opensmdp.activation.CancelOrder;
import org.opensmdp.activation.CancelSession;
import org.opensmdp.activation.Challenges;
import org.opensmdp.activation.ConfirmOrder;
import org.opensmdp.activation.DownloadOrder;
import org.opensmdp.activation.GetBoundProfilePackage;
import org.opensmdp.activation.HandleNotification;
import org.opensmdp.activation.HandoffChecks;
import org.opensmdp.activation.InitiateAuthentication;
import org.opensmdp.activation.NotificationJudge;
import org.opensmdp.activation.OrderExpiry;
import org.opensmdp.activation.ReleaseProfile;
import org.opensmdp.activation.Releases;
import org.opensmdp.activation.Smdp;
import org.opensmdp.activation.Templates;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.console.Access;
import org.opensmdp.console.Resource;
import org.opensmdp.console.SmdsResource;
import org.opensmdp.crypto.Binder;
import org.opensmdp.crypto.CryptoProviders;
import org.opensmdp.es2plus.Es2PlusRoutes;
import org.opensmdp.es9plus.Es9PlusRoutes;
import org.opensmdp.http.HttpServer;
import org.opensmdp.http.ListenerConfig;
import org.opensmdp.http.ReplyHook;
import org.opensmdp.http.Routes;
import org.opensmdp.http.ServerResources;
import org.opensmdp.http.TlsConfig;
import org.opensmdp.http.TlsSupport;
import org.opensmdp.persistence.Database;
import org.opensmdp.persistence.Retention;
import org.opensmdp.persistence.Stores;
import org.opensmdp.server.Housekeeping.Chore;
import org.opensmdp.server.ServerConfig.Es9PlusSection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server: everything wired, started in order, stopped in the reverse order. */
public final class OpensmdpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpensmdpServer.class);
  private static final int EVENT_LOOPS = 2;

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final ServerConfig config;
  private final Clock clock;
  private final ReplyHook replies;
  private final SecureRandom random = new SecureRandom();
  private final ServerMetrics metrics;
  private final List<InetSocketAddress> es9plus = new ArrayList<>();
  private final List<Function<Access, Resource>> administered = new ArrayList<>();
  private Optional<InetSocketAddress> es2plus = Optional.empty();
  private Optional<InetSocketAddress> admin = Optional.empty();
  private Optional<Stores> stores = Optional.empty();

  private OpensmdpServer(ServerConfig config, Clock clock, ReplyHook replies) {
    this.config = config;
    this.clock = clock;
    this.replies = replies;
    this.metrics = new ServerMetrics(clock);
  }

  /**
   * Starts the server; returns when every listener listens.
   *
   * @throws RuntimeException whose message says what is wrong and what to do; nothing is left running
   */
  public static OpensmdpServer start(ServerConfig config, Clock clock) {
    return start(config, clock, ReplyHook.NONE);
  }

  /**
   * As {@link #start(ServerConfig, Clock)}, with answers to devices and operators that may be changed on
   * their way out: a server that is wrong on purpose, for those who test their clients.
   */
  public static OpensmdpServer start(ServerConfig config, Clock clock, ReplyHook replies) {
    var server = new OpensmdpServer(config, clock, replies);
    boolean done = false;
    try {
      server.startAll();
      done = true;
      return server;
    } finally {
      if (!done) {
        server.close();
      }
    }
  }

  private void startAll() {
    var limits = config.effectiveLimits();
    var credentials = Credentials.load(config, clock, metrics);
    warnOfExpiry(credentials);
    var database = started(DatabaseStart.open(config));
    var observed = started(ObservedService.start(database, metrics, clock));
    var store = Stores.open(database, config.sealingKey(), nodeName(), observed.attempts());
    stores = Optional.of(store);
    var retention = new Retention(database, config.effectiveRetention().periods(), clock);
    var expiry = new OrderExpiry(store.downloads(), clock);
    var chores = new ArrayList<>(Housekeeping.chores(retention, expiry));
    chores.add(new Chore(
        "warn of certificates that end", Duration.ofDays(1), () -> warnOfExpiry(credentials)));
    chores.addAll(StockWatch.chores(store.stock(), metrics, clock));
    var templates = new Templates(store.versions());
    var resources = started(
        ServerResources.start(EVENT_LOOPS, limits.effectiveWorkers(), limits.effectiveQueue()));
    metrics.describe(CryptoProviders.description(), TlsSupport.description());
    metrics.watch(resources::queueDepth, limits.effectiveQueue(), database);
    chores.addAll(observed.chores(config, credentials, store.administration()));
    startDevices(credentials, store, templates, resources);
    startCallbacks(credentials, database, store);
    started(RolloutWatch.start(database.rolloutSignals(), store, metrics.registry(), clock));
    var smds = started(SmdsDelivery.start(
        config.smds(), credentials, store.eventRecords(), this::smdpAddress, metrics, clock));
    var releases =
        new Releases(store.profiles(), templates, random, checks(store), smds.registration());
    var care = new OrderCare(store, releases, checks(store), metrics.registry(), clock);
    administered.add(care::resource);
    administered.add(
        access -> new SmdsResource(access, store.eventRecords(), smds.events(), clock));
    administered.addAll(CaseDesk.resources(store, clock));
    chores.addAll(care.chores());
    chores.add(SilentAttemptsChore.of(store.attempts(), metrics.handoffs(), clock));
    var health = new ServiceHealth(store, clock);
    administered.addAll(health.resources());
    chores.addAll(health.chores());
    started(new Housekeeping(chores)).start();
    startOperators(credentials, store, releases, resources);
    startAdmin(database, store, releases, resources);
  }

  private void startCallbacks(Credentials credentials, Database database, Stores store) {
    var sender = CallbackIdentity.client(credentials);
    var figures =
        new CallbackMetrics(metrics.registry(), metrics.outboxes(), checks(store)::called);
    started(CallbackDelivery.start(
        database.dataSource(), store.callbacks(), sender, figures, clock, nodeName()));
  }

  private long warnOfExpiry(Credentials credentials) {
    var findings = credentials.expiring(clock);
    findings.forEach(finding -> LOG.atWarn().log("{}", finding));
    return findings.size();
  }

  private void startDevices(
      Credentials credentials, Stores store, Templates templates, ServerResources resources) {
    var revocations = credentials.revocations(config, clock);
    started(RevocationWatch.start(revocations));
    var chains = new EuiccChains(clock, revocations);
    var smdps = config.es9plus().stream().map(credentials::smdp).toList();
    var judge = new NotificationJudge(
        store.notifications(), store.downloads(), chains, smdps, metrics, checks(store), clock);
    var loop = started(new NotificationLoop(judge));
    loop.start();
    var notifications =
        new HandleNotification(store.notifications(), metrics.handoffs(), clock, id -> loop.wake());
    var challenges = new Challenges(
        store.clusterKeys().all(),
        credentials.all(),
        clock,
        random,
        config.effectiveLimits().effectiveSessionLifetime());
    var bindings = new BindingMaker(templates, new Binder(random), random, checks(store));
    for (int i = 0; i < smdps.size(); i++) {
      var section = config.es9plus().get(i);
      var routes =
          devices(smdps.get(i), store, challenges, chains, templates, bindings, notifications);
      es9plus.add(listen(resources, section, credentials.tls(section), routes));
    }
  }

  private Routes devices(
      Smdp smdp,
      Stores store,
      Challenges challenges,
      EuiccChains chains,
      Templates templates,
      BindingMaker bindings,
      HandleNotification notifications) {
    return Es9PlusRoutes.of(
        new InitiateAuthentication(smdp, challenges),
        new AuthenticateClient(
            smdp, challenges, chains, store.downloads(), templates, checks(store), clock),
        new GetBoundProfilePackage(smdp, store.downloads(), bindings, store.timeline(), clock),
        notifications,
        new CancelSession(smdp, store.downloads(), store.timeline(), clock),
        metrics);
  }

  private HandoffChecks checks(Stores store) {
    return new HandoffChecks(store.timeline(), metrics.handoffs(), clock);
  }

  private InetSocketAddress listen(
      ServerResources resources, Es9PlusSection section, TlsConfig tls, Routes routes) {
    return listen(resources, listener(section.listen()).withTls(tls), routes);
  }

  private InetSocketAddress listen(
      ServerResources resources, ListenerConfig listener, Routes routes) {
    return started(HttpServer.start(resources, listener, routes)).address();
  }

  private ListenerConfig listener(Listen listen) {
    var limits = config.effectiveLimits();
    return ListenerConfig.at(listen.address())
        .withMaxBodyOctets(limits.maxBodyOctets())
        .withReadTimeout(limits.effectiveReadTimeout())
        .withIdleTimeout(limits.effectiveIdleTimeout())
        .withObserver(metrics)
        .withReplies(replies);
  }

  private void startOperators(
      Credentials credentials, Stores store, Releases releases, ServerResources resources) {
    config.es2plus().ifPresent(section -> {
      var profiles = store.profiles();
      var timeline = store.timeline();
      var routes = Es2PlusRoutes.of(
          new Callers(store.operators()),
          new CallLimits(clock),
          new DownloadOrder(profiles, timeline, clock),
          new ConfirmOrder(profiles, releases, timeline, random, smdpAddress(), clock),
          new CancelOrder(profiles, timeline, clock),
          new ReleaseProfile(profiles, releases, timeline, clock),
          checks(store).answers(metrics));
      var tls = OperatorListener.tls(section, credentials);
      es2plus = Optional.of(listen(resources, listener(section.listen()).withTls(tls), routes));
    });
  }

  private void startAdmin(
      Database database, Stores store, Releases releases, ServerResources resources) {
    config.admin().ifPresent(section -> {
      var workers = started(AdminListener.workers());
      var routes = new AdminListener(
              store, releases, smdpAddress(), metrics, clock, random, administered)
          .routes(database::healthy, config.data());
      var listener = AdminListener.config(section.listen(), workers, metrics);
      admin = Optional.of(listen(resources, listener, routes));
    });
  }

  /** Returns the address that goes into activation codes: the first host, the port unless it is 443. */
  public String smdpAddress() {
    var first = config.es9plus().get(0);
    String host = first.hosts().get(0);
    int port = first.publicPort().orElseGet(() -> es9plus.get(0).getPort());
    return port == 443 ? host : host + ":" + port;
  }

  public List<InetSocketAddress> es9plusAddresses() {
    return List.copyOf(es9plus);
  }

  public Optional<InetSocketAddress> es2plusAddress() {
    return es2plus;
  }

  public Optional<InetSocketAddress> adminAddress() {
    return admin;
  }

  /** Returns the storage, for administration inside the process. */
  public Stores stores() {
    return stores.orElseThrow();
  }

  private <T extends AutoCloseable> T started(T part) {
    running.push(part);
    return part;
  }

  private static String nodeName() {
    try {
      return InetAddress.getLocalHost().getHostName() + "/"
          + ProcessHandle.current().pid();
    } catch (UnknownHostException e) {
      return "node/" + ProcessHandle.current().pid();
    }
  }

  /** Stops gracefully: listeners first, their requests in flight finish; the database last. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        LOG.atError().setCause(e).log("A part of the server did not stop cleanly");
      }
    }
  }
}
