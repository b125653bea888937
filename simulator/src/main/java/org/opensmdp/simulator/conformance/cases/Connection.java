package org.opensmdp.simulator.conformance.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.conformance.Trial;

/**
 * One TLS connection of a device to the SM-DP+, and HTTP/1.1 by hand over it. Whom it has reached is not
 * judged here: the cases look at the certificate themselves.
 */
final class Connection implements HttpTransport, AutoCloseable {
  private static final int HTTPS = 443;
  private static final int PATIENCE = (int) Duration.ofSeconds(20).toMillis();

  private final SSLSocket socket;
  private final InputStream in;
  private final Device device;
  private String method = "POST";
  private boolean chunked;

  private Connection(SSLSocket socket, Device device) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.device = device;
  }

  /** Connects; a handshake that does not come to its end fails the case. */
  static Connection open(Trial trial, Consumer<SSLParameters> change) {
    var uri = URI.create("https://" + trial.target().smdpAddress());
    try {
      var device = new Device();
      var plain = new Socket();
      plain.connect(
          new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? HTTPS : uri.getPort()),
          PATIENCE);
      var socket = (SSLSocket) context(device)
          .getSocketFactory()
          .createSocket(plain, uri.getHost(), plain.getPort(), true);
      socket.setSoTimeout(PATIENCE);
      var parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(uri.getHost())));
      change.accept(parameters);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new Connection(socket, device);
    } catch (IOException e) {
      trial.check("TLS handshake", "completes", String.valueOf(e.getMessage()), false);
      throw new UncheckedIOException(e);
    }
  }

  private static SSLContext context(Device device) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {device.keys()}, new TrustManager[] {device}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  /** Sends another method than POST from now on. */
  Connection method(String value) {
    method = value;
    return this;
  }

  /** Sends bodies in chunks from now on. */
  Connection chunked() {
    chunked = true;
    return this;
  }

  SSLSession session() {
    return socket.getSession();
  }

  /** Whether the server has asked the device for a certificate. */
  boolean askedForCertificate() {
    return device.asked();
  }

  String applicationProtocol() {
    return String.valueOf(socket.getApplicationProtocol());
  }

  @Override
  public Answer post(Request request) throws IOException {
    var head = new StringBuilder(method)
        .append(' ')
        .append(request.uri().getRawPath())
        .append(" HTTP/1.1\r\nHost: ")
        .append(request.uri().getAuthority())
        .append("\r\n");
    request
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append(
        chunked
            ? "Transfer-Encoding: chunked"
            : "Content-Length: " + request.body().size());
    var out = socket.getOutputStream();
    out.write(head.append("\r\n\r\n").toString().getBytes(ISO_8859_1));
    out.write((chunked ? chunks(request.body()) : request.body()).toArray());
    out.flush();
    return read();
  }

  /** The first octet alone, then all others. */
  private static Bytes chunks(Bytes body) {
    var rest = Integer.toHexString(body.size() - 1);
    return Bytes.concat(
        ascii("1\r\n"),
        body.slice(0, 1),
        ascii("\r\n" + rest + "\r\n"),
        body.slice(1, body.size()),
        ascii("\r\n0\r\n\r\n"));
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(ISO_8859_1));
  }

  private Answer read() throws IOException {
    var parts = line().split(" ", 3);
    if (parts.length < 2 || !parts[1].matches("[0-9]{3}")) {
      throw new IOException("no status line: " + String.join(" ", parts));
    }
    var headers = new LinkedHashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = Math.max(line.indexOf(':'), 0);
      headers.putIfAbsent(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(parts[1]), headers, body(headers));
  }

  private Bytes body(Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      var body = Bytes.EMPTY;
      for (int size = chunk(); size > 0; size = chunk()) {
        body = Bytes.concat(body, Bytes.wrap(in.readNBytes(size)));
        line();
      }
      line();
      return body;
    }
    var length = headers.getOrDefault("content-length", "0");
    return Bytes.wrap(in.readNBytes(Math.min(Integer.parseInt(length), MOST_ANSWER_OCTETS)));
  }

  private int chunk() throws IOException {
    int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    return Math.min(size, MOST_ANSWER_OCTETS);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("closed after '" + line + "'");
      }
      line.append((char) octet);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is over either way
    }
  }
}
