package org.opensmdp.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.rsp.Bytes;

/** A TLS server on the loopback that keeps what it is sent and answers what it is told. */
final class CannedServer implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  /** A request as it came. */
  record Request(String method, String path, Map<String, List<String>> headers, Bytes octets) {
    String body() {
      return new String(octets.toArray(), StandardCharsets.UTF_8);
    }

    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }
  }

  /** An answer as it goes; without a body there is no Content-Type either. */
  record Reply(int status, Map<String, String> headers, Bytes octets) {
    static final Map<String, String> USUAL =
        Map.of("X-Admin-Protocol", "gsma/rsp/v2.5.0", "Content-Type", "application/json");

    Reply(int status, Map<String, String> headers, String body) {
      this(status, headers, Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    String body() {
      return new String(octets.toArray(), StandardCharsets.UTF_8);
    }

    static Reply json(String body) {
      return new Reply(200, USUAL, body);
    }

    static Reply nothing() {
      return new Reply(204, Map.of("X-Admin-Protocol", "gsma/rsp/v2.5.0"), "");
    }

    Reply without(String header) {
      var fewer = new java.util.HashMap<>(headers);
      fewer.remove(header);
      return new Reply(status, fewer, octets);
    }

    Reply with(String header, String value) {
      var more = new java.util.HashMap<>(headers);
      more.put(header, value);
      return new Reply(status, more, octets);
    }
  }

  private CannedServer(
      TlsIdentity identity, Optional<X509TrustManager> clients, Function<Request, Reply> answer) {
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var tls = SSLContext.getInstance("TLS");
      tls.init(identity.keyManagers(), clients.map(CannedServer::one).orElse(null), null);
      server.setHttpsConfigurator(new HttpsConfigurator(tls) {
        @Override
        public void configure(HttpsParameters parameters) {
          var wanted = tls.getDefaultSSLParameters();
          wanted.setNeedClientAuth(clients.isPresent());
          parameters.setSSLParameters(wanted);
        }
      });
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, answer));
    server.start();
  }

  private static TrustManager[] one(X509TrustManager trust) {
    return new TrustManager[] {trust};
  }

  static CannedServer start(TlsIdentity identity, Function<Request, Reply> answer) {
    return new CannedServer(identity, Optional.empty(), answer);
  }

  static CannedServer startMutual(
      TlsIdentity identity, X509TrustManager clients, Function<Request, Reply> answer) {
    return new CannedServer(identity, Optional.of(clients), answer);
  }

  String address() {
    return "localhost:" + server.getAddress().getPort();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  Request onlyRequest() {
    if (requests.size() != 1) {
      throw new AssertionError(requests.size() + " requests");
    }
    return requests.get(0);
  }

  private void handle(HttpExchange exchange, Function<Request, Reply> answer) throws IOException {
    try (exchange) {
      var request = new Request(
          exchange.getRequestMethod(),
          exchange.getRequestURI().toString(),
          Map.copyOf(exchange.getRequestHeaders()),
          Bytes.wrap(exchange.getRequestBody().readAllBytes()));
      requests.add(request);
      var reply = answer.apply(request);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      var body = reply.octets().toArray();
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
