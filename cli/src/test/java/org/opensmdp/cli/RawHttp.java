package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.opensmdp.certs.CiTrust;
import org.opensmdp.certs.OperatorPki;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.server.TryOut;

/** HTTP/1.1 by hand over TLS: exactly these octets go out, and what comes in is kept as it came. */
final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final SSLSocket socket;
  private final InputStream in;

  private RawHttp(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawHttp open(SSLContext tls, int port) throws IOException {
    var socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    var parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(TryOut.HOST)));
    socket.setSSLParameters(parameters);
    return new RawHttp(socket);
  }

  /** What a device trusts that belongs to the server in this directory. */
  static SSLContext device(Path directory) {
    var pki = TestHierarchy.load(TryOut.pki(directory, Curve.NIST_P256), new SecureRandom());
    return tls(CiTrust.trustManager(List.of(pki.tlsCi())));
  }

  /** What the operator of the server in this directory trusts and proves itself with. */
  static SSLContext operator(Path directory) {
    var pki = OperatorPki.load(TryOut.operators(directory), Clock.systemUTC(), new SecureRandom());
    return tls(pki.trustManager(), TryOut.operatorClient(directory).keyManagers());
  }

  private static SSLContext tls(TrustManager trust, KeyManager... keys) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /** One request on a connection of its own, and all that the server says until it closes. */
  static RawAnswer once(SSLContext tls, int port, byte[] request) throws IOException {
    try (var http = open(tls, port)) {
      return http.send(request).receiveLast();
    }
  }

  /** A POST with these header lines; Host, Content-Length and the end of the connection are added. */
  static byte[] post(String path, List<String> headerLines, byte[] body) {
    var head = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    headerLines.forEach(line -> head.append(line).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
    return Bytes.concat(Bytes.wrap(head.toString().getBytes(ISO_8859_1)), Bytes.wrap(body))
        .toArray();
  }

  static byte[] post(String path, String json) {
    return post(path, List.of("Content-Type: application/json"), json.getBytes(UTF_8));
  }

  RawHttp send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  RawHttp send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads an answer as long as it says it is. */
  RawAnswer receive() throws IOException {
    var head = head();
    int length = head.header("Content-Length").map(Integer::parseInt).orElse(0);
    return new RawAnswer(head.statusLine(), head.headerLines(), Bytes.wrap(in.readNBytes(length)));
  }

  /** Reads an answer and whatever follows it until the server closes. */
  RawAnswer receiveLast() throws IOException {
    var head = head();
    return new RawAnswer(head.statusLine(), head.headerLines(), Bytes.wrap(in.readAllBytes()));
  }

  private RawAnswer head() throws IOException {
    String statusLine = line();
    var lines = new ArrayList<String>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      lines.add(line);
    }
    return new RawAnswer(statusLine, lines, Bytes.EMPTY);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("closed after \"" + line + "\"");
      }
      line.append((char) octet);
    }
    if (line.length() == 0 || line.charAt(line.length() - 1) != '\r') {
      throw new IOException("a line that does not end in CR LF: " + line);
    }
    return line.substring(0, line.length() - 1);
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
