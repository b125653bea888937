package org.opensmdp.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** One complete HTTP request, whatever the version of HTTP it came in by. */
public final class Request {
  private final String method;
  private final Target target;
  private final HttpHeaders headers;
  private final byte[] body;
  private final Peer peer;

  Request(String method, Target target, HttpHeaders headers, byte[] body, Peer peer) {
    this.method = method;
    this.target = target;
    this.headers = headers;
    this.body = body;
    this.peer = peer;
  }

  /** A request that no socket carried, for trying a handler: no client certificate, no headers. */
  public static Request of(String method, String target, byte[] body) {
    var nobody = new Peer("", Optional.empty(), Optional.empty());
    return new Request(method, Target.parse(target), new DefaultHttpHeaders(), body, nobody);
  }

  public Request withHeader(String name, String value) {
    return new Request(method, target, headers.copy().set(name, value), body, peer);
  }

  public Request withClientCertificate(X509Certificate certificate) {
    var known = new Peer(peer.remoteAddress(), peer.serverName(), Optional.of(certificate));
    return new Request(method, target, headers, body, known);
  }

  public String method() {
    return method;
  }

  /** The path as sent, percent-encoding included, without the query. */
  public String path() {
    return target.path();
  }

  /** What follows the question mark, as sent. */
  public Optional<String> query() {
    return target.query();
  }

  /** The first header of that name; upper and lower case are the same. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body, never null. It belongs to the caller: one array per request, not copied again. */
  public byte[] body() {
    return body;
  }

  /** The end-entity certificate that the client proved in the TLS handshake. */
  public Optional<X509Certificate> clientCertificate() {
    return peer.clientCertificate();
  }

  /** The IP address of the other end of the connection, without the port. */
  public String remoteAddress() {
    return peer.remoteAddress();
  }

  /** The name the client called: SNI, else the Host header without its port, else empty. */
  public String host() {
    return peer.serverName()
        .orElseGet(() -> Target.withoutPort(headers.get(HttpHeaderNames.HOST, "")));
  }

  @Override
  public String toString() {
    return "Request[" + method + " " + path() + ", " + body.length + " octets]";
  }
}
