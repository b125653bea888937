package org.opensmdp.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.jsse.BCSSLSocket;

/** HTTP/1 by hand: sends exactly these octets, reads one answer at a time. */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** One answer as it came in. */
  record Answered(int status, Map<String, String> headers, String body) {}

  static Wire plain(InetSocketAddress address) throws IOException {
    return new Wire(new Socket(address.getAddress(), address.getPort()));
  }

  static Wire tls(InetSocketAddress address, SSLContext context, String sni, String... protocols)
      throws IOException {
    var socket = (SSLSocket)
        context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    if (socket instanceof BCSSLSocket own) {
      offerBrainpool(own);
    }
    var parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(sni)));
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    socket.setSSLParameters(parameters);
    return new Wire(socket);
  }

  /** P-256 after it, for the certificates of clients. */
  private static void offerBrainpool(BCSSLSocket socket) {
    var parameters = socket.getParameters();
    parameters.setNamedGroups(new String[] {"brainpoolP256r1", "secp256r1"});
    socket.setParameters(parameters);
  }

  Socket socket() {
    return socket;
  }

  /** The secured socket, once the handshake is through. */
  SSLSocket tls() throws IOException {
    var secured = (SSLSocket) socket;
    secured.startHandshake();
    return secured;
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  Answered get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: test.example\r\n\r\n").receive();
  }

  Answered post(String path, String body) throws IOException {
    return send(post(path, body, "")).receive();
  }

  static String post(String path, String body, String headers) {
    return "POST " + path + " HTTP/1.1\r\nHost: test.example\r\nContent-Length: " + body.length()
        + "\r\n" + headers + "\r\n" + body;
  }

  Answered receive() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    var headers = new TreeMap<String, String>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.put(name, line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Answered(status, headers, new String(in.readNBytes(length), ISO_8859_1));
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed after \"" + line + "\"");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Waits for the server to close, and says whether it did so without another word. */
  boolean closedByServer() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
