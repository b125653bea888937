package org.opensmdp.simulator.link;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.opensmdp.certs.TlsIdentity;

/** A TLS server on the loopback that answers as many octets as the path says. */
final class EchoServer implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  EchoServer(TlsIdentity identity) {
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(identity.keyManagers(), null, null);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    server.setExecutor(threads);
    server.createContext("/", EchoServer::answer);
    server.start();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      int octets = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
      exchange.getResponseHeaders().set("X-Admin-Protocol", "gsma/rsp/v2.5.0");
      exchange.sendResponseHeaders(200, octets);
      exchange.getResponseBody().write(new byte[octets]);
    }
  }

  URI uri(int octets) {
    return URI.create("https://localhost:%d/%d".formatted(server.getAddress().getPort(), octets));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
