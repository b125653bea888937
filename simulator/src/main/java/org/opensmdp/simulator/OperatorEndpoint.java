package org.opensmdp.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.opensmdp.certs.TlsIdentity;

/**
 * The server of an operator that is told of the progress of its orders (SGP.22 v2 §5.3.5), over mutual
 * TLS: records what it hears, and misbehaves as it is told to. Any thread.
 */
public final class OperatorEndpoint implements AutoCloseable {
  private static final int MOST_OCTETS = 1 << 20;
  private static final int BACKLOG = 50;
  private static final String REFUSAL = """
      {"header":{"functionExecutionStatus":{"status":"Failed","statusCodeData":\
      {"subjectCode":"8.2.1","reasonCode":"3.9","message":"unknown here"}}}}""";

  private final SSLContext tls;
  private final ExecutorService threads = Executors.newCachedThreadPool(OperatorEndpoint::daemon);
  private final List<Call> calls = new ArrayList<>();
  private Manner manner = Manner.TAKES;
  private Optional<HttpsServer> server = Optional.empty();
  private int port;

  /** How it answers. */
  public enum Manner {
    /** 204. */
    TAKES,
    /** 200 with Executed-Success. */
    TAKES_WITH_AN_ANSWER,
    /** 200 with Failed. */
    REFUSES,
    /** 500. */
    FAILS,
    /** 307 to itself. */
    REDIRECTS,
    /** Reads the call and closes the connection. */
    CLOSES_EARLY,
    /** Says nothing until it is told to behave otherwise. */
    IS_SLOW
  }

  /**
   * What it has heard.
   *
   * @param headers by their names, whatever the case
   * @param taken whether it was told the caller that it has it
   */
  public record Call(String path, Map<String, String> headers, String body, boolean taken) {}

  private OperatorEndpoint(SSLContext tls) {
    this.tls = tls;
  }

  /** Starts to listen on a free port of the loopback, to whom {@code clients} trusts. */
  public static OperatorEndpoint start(TlsIdentity identity, X509TrustManager clients) {
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(identity.keyManagers(), new TrustManager[] {clients}, new SecureRandom());
      var endpoint = new OperatorEndpoint(tls);
      endpoint.up();
      return endpoint;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  /** Returns the URL without a path, on {@code localhost}. */
  public synchronized String url() {
    return "https://localhost:" + port;
  }

  /** Answers so from now on; who waits for an answer gets one. */
  public synchronized void behave(Manner now) {
    manner = now;
    notifyAll();
  }

  /** Listens, on the port it had before. */
  public synchronized void up() {
    try {
      var listening = HttpsServer.create(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      listening.setHttpsConfigurator(new RequiringClients(tls));
      listening.setExecutor(threads);
      listening.createContext("/", this::handle);
      listening.start();
      port = listening.getAddress().getPort();
      server = Optional.of(listening);
    } catch (IOException e) {
      throw new IllegalStateException("port " + port + " of the operator cannot be had", e);
    }
  }

  /** Listens no more, and closes what is open. */
  public synchronized void down() {
    server.ifPresent(listening -> listening.stop(0));
    server = Optional.empty();
  }

  /** Returns all that it has heard, in order, taken or not. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Returns what it has taken, in order. */
  public List<Call> taken() {
    return calls().stream().filter(Call::taken).toList();
  }

  /** Mutual TLS: a caller without a certificate ends in the handshake. */
  private static final class RequiringClients extends HttpsConfigurator {
    RequiringClients(SSLContext tls) {
      super(tls);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      var wanted = getSSLContext().getDefaultSSLParameters();
      wanted.setNeedClientAuth(true);
      parameters.setSSLParameters(wanted);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readNBytes(MOST_OCTETS), UTF_8);
      var now = hear(exchange, body);
      switch (now) {
        case TAKES -> exchange.sendResponseHeaders(204, -1);
        case TAKES_WITH_AN_ANSWER ->
          answer(exchange, REFUSAL.replace("Failed", "Executed-Success"));
        case REFUSES -> answer(exchange, REFUSAL);
        case FAILS -> exchange.sendResponseHeaders(500, -1);
        case REDIRECTS -> {
          exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
        }
        case CLOSES_EARLY, IS_SLOW -> {}
      }
    }
  }

  /** Records the call once it is known how it is answered. */
  private synchronized Manner hear(HttpExchange exchange, String body) {
    try {
      while (manner == Manner.IS_SLOW) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Manner.CLOSES_EARLY;
    }
    boolean taken = manner == Manner.TAKES || manner == Manner.TAKES_WITH_AN_ANSWER;
    var path = exchange.getRequestURI().getPath();
    calls.add(new Call(path, headers(exchange.getRequestHeaders()), body, taken));
    return manner;
  }

  private static Map<String, String> headers(Headers headers) {
    var names = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> names.put(name, String.join(",", values)));
    return names;
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    var octets = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, octets.length);
    exchange.getResponseBody().write(octets);
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "operator-endpoint");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    down();
    threads.shutdownNow();
  }
}
