package org.opensmdp.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509TrustManager;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.CiTrust;
import org.opensmdp.certs.DiscoveryCredentials;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.SmdpOid;

/**
 * An SM-DS without a parent: ES12 for SM-DP+s and ES11 for cards, JSON over TLS on one port (SGP.22 v2
 * §5.4, §5.8). It keeps events in memory, checks cards as a real one does, and knows an SM-DP+ by the OID
 * in its TLS certificate. Any thread.
 */
public final class VirtualSmds implements AutoCloseable {
  private static final int MOST_OCTETS = 64 * 1024;
  private static final String ES11 = "/gsma/rsp2/es9plus/";
  private static final String ES12 = "/gsma/rsp2/es12/";

  private final List<DiscoveryCredentials> sets;
  private final String host;
  private final SmdsEventStore events = new SmdsEventStore();
  private final SmdsRegistrar registrar;
  private final SmdsDiscovery discovery;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile SmdsMood mood = new SmdsMood.Good();
  private int port;
  private Optional<HttpsServer> server = Optional.empty();
  private Optional<ExecutorService> threads = Optional.empty();

  private VirtualSmds(List<DiscoveryCredentials> sets, String host, int port, InstantSource clock) {
    this.sets = List.copyOf(sets);
    this.host = host;
    this.port = port;
    this.registrar = new SmdsRegistrar(events, clock);
    this.discovery = new SmdsDiscovery(this.sets, this::isOwnAddress, events, clock);
  }

  /**
   * Starts an SM-DS.
   *
   * @param sets one for each CI of its cards; TLS is that of the first
   * @param port 0 takes any free one
   */
  public static VirtualSmds start(
      List<DiscoveryCredentials> sets, String host, int port, InstantSource clock) {
    var smds = new VirtualSmds(sets, host, port, clock);
    smds.resume();
    return smds;
  }

  /** Returns host:port, as an operator names it in ConfirmOrder. */
  public String address() {
    return host + ":" + port;
  }

  private boolean isOwnAddress(String address) {
    return address.toLowerCase(Locale.ROOT).equals(address());
  }

  /** Returns every event, oldest first. */
  public List<SmdsEvent> events() {
    return events.all();
  }

  public List<SmdsEvent> events(Eid eid) {
    return events.of(eid);
  }

  /** Loses an event, as after a fault of its own. */
  public void lose(SmdsEvent event) {
    events.forget(event);
  }

  /** Has an event that nobody has registered here, or that was deleted. */
  public void invent(SmdsEvent event) {
    events.register(event);
  }

  /** Treats SM-DP+s like this from now on. */
  public void behave(SmdsMood value) {
    mood = value;
  }

  /** Goes away with its port; what it knows it keeps. */
  public synchronized void pause() {
    server.ifPresent(running -> running.stop(0));
    server = Optional.empty();
    threads.ifPresent(ExecutorService::shutdownNow);
    threads = Optional.empty();
  }

  /** Comes back at the same port. */
  public synchronized void resume() {
    try {
      var running =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      var pool = Executors.newCachedThreadPool(task -> {
        var daemon = new Thread(task, "smds");
        daemon.setDaemon(true);
        return daemon;
      });
      running.setHttpsConfigurator(new Configurator(tls()));
      running.setExecutor(pool);
      running.createContext(ES12, this::answerServer);
      running.createContext(ES11, exchange -> answer(exchange, deviceFunction(exchange)));
      running.start();
      port = running.getAddress().getPort();
      server = Optional.of(running);
      threads = Optional.of(pool);
    } catch (IOException e) {
      throw new UncheckedIOException("an SM-DS cannot listen on port " + port, e);
    }
  }

  /** Asks for a client certificate, and lets devices in without one. */
  private static final class Configurator extends HttpsConfigurator {
    Configurator(SSLContext tls) {
      super(tls);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      var wanted = getSSLContext().getDefaultSSLParameters();
      wanted.setWantClientAuth(true);
      parameters.setSSLParameters(wanted);
    }
  }

  private SSLContext tls() {
    try {
      var tls = SSLContext.getInstance("TLS");
      var trusted = sets.stream().map(DiscoveryCredentials::tlsCi).distinct().toList();
      var trust = new X509TrustManager[] {CiTrust.trustManager(trusted)};
      tls.init(sets.get(0).tls().keyManagers(), trust, new SecureRandom());
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  private Optional<Function<SmdsRequest, ObjectNode>> deviceFunction(HttpExchange exchange) {
    return switch (exchange.getRequestURI().getPath()) {
      case ES11 + "initiateAuthentication" -> Optional.of(discovery::initiateAuthentication);
      case ES11 + "authenticateClient" -> Optional.of(discovery::authenticateClient);
      default -> Optional.empty();
    };
  }

  private Optional<Function<SmdsRequest, ObjectNode>> serverFunction(
      HttpExchange exchange, SmdpOid caller) {
    return switch (exchange.getRequestURI().getPath()) {
      case ES12 + "registerEvent" ->
        Optional.of(request -> registrar.registerEvent(request, caller));
      case ES12 + "deleteEvent" -> Optional.of(request -> registrar.deleteEvent(request, caller));
      default -> Optional.empty();
    };
  }

  private void answerServer(HttpExchange exchange) throws IOException {
    var now = mood;
    var caller = caller((HttpsExchange) exchange);
    if (caller.isEmpty()) {
      empty(exchange, 401);
    } else if (now instanceof SmdsMood.Hanging) {
      hang(exchange);
    } else if (now instanceof SmdsMood.Refusing refusing) {
      answer(exchange, Optional.of(request -> {
        throw new RspException(refusing.status(), "as it is told to");
      }));
    } else if (now instanceof SmdsMood.Broken broken) {
      exchange.getRequestBody().readAllBytes();
      send(exchange, broken.httpStatus(), broken.text().getBytes(StandardCharsets.UTF_8));
    } else if (now instanceof SmdsMood.Forgetful) {
      SmdsRequest.read(exchange.getRequestBody().readNBytes(MOST_OCTETS))
          .ifPresent(request -> run(serverFunction(exchange, caller.get()), request));
      exchange.close();
    } else {
      answer(exchange, serverFunction(exchange, caller.get()));
    }
  }

  private void hang(HttpExchange exchange) {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  /** An SM-DP+ is known by the policy and the OID of its certificate; the chain is checked by TLS. */
  private static Optional<SmdpOid> caller(HttpsExchange exchange) {
    try {
      var octets = exchange.getSSLSession().getPeerCertificates()[0].getEncoded();
      var certificate = RspCertificate.parse(Bytes.wrap(octets));
      return certificate
          .smdpOid()
          .filter(oid -> certificate.roles().contains(CertificateRole.DP_TLS));
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate without octets", e);
    }
  }

  private static void answer(
      HttpExchange exchange, Optional<Function<SmdsRequest, ObjectNode>> function)
      throws IOException {
    var body = exchange.getRequestBody().readNBytes(MOST_OCTETS + 1);
    var request =
        body.length > MOST_OCTETS ? Optional.<SmdsRequest>empty() : SmdsRequest.read(body);
    boolean speaks = exchange.getRequestHeaders().containsKey("X-Admin-Protocol");
    if (function.isEmpty()) {
      empty(exchange, 404);
    } else if (!exchange.getRequestMethod().equals("POST")) {
      empty(exchange, 405);
    } else if (request.isEmpty() || !speaks) {
      empty(exchange, 400);
    } else {
      send(exchange, 200, octets(run(function, request.get())));
    }
  }

  private static ObjectNode run(
      Optional<Function<SmdsRequest, ObjectNode>> function, SmdsRequest request) {
    try {
      var members = function.orElseThrow().apply(request);
      var answer = JsonCaller.object();
      answer
          .putObject("header")
          .putObject("functionExecutionStatus")
          .put("status", "Executed-Success");
      answer.setAll(members);
      return answer;
    } catch (RspException refusal) {
      return refused(refusal);
    }
  }

  private static ObjectNode refused(RspException refusal) {
    var answer = JsonCaller.object();
    answer
        .putObject("header")
        .putObject("functionExecutionStatus")
        .put("status", "Failed")
        .putObject("statusCodeData")
        .put("subjectCode", refusal.status().subject())
        .put("reasonCode", refusal.status().reason())
        .put("message", refusal.text());
    return answer;
  }

  private static byte[] octets(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void empty(HttpExchange exchange, int status) throws IOException {
    send(exchange, status, new byte[0]);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("X-Admin-Protocol", "gsma/rsp/v2.5.0");
    if (body.length == 0) {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    pause();
  }
}
