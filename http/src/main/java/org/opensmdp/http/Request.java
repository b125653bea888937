package org.opensmdp.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One complete HTTP request, whatever the version of HTTP it came in by. */
public final class Request {
  private static final int MOST_QUERY_VALUES = 64;

  private final String method;
  private final Target target;
  private final HttpHeaders headers;
  private final byte[] body;
  private final Peer peer;
  private final Map<String, String> pathValues;

  Request(String method, Target target, HttpHeaders headers, byte[] body, Peer peer) {
    this(method, target, headers, body, peer, Map.of());
  }

  private Request(
      String method,
      Target target,
      HttpHeaders headers,
      byte[] body,
      Peer peer,
      Map<String, String> pathValues) {
    this.method = method;
    this.target = target;
    this.headers = headers;
    this.body = body;
    this.peer = peer;
    this.pathValues = pathValues;
  }

  /** A request that no socket carried, for trying a handler: no client certificate, no headers. */
  public static Request of(String method, String target, byte[] body) {
    var nobody = new Peer("", Optional.empty(), Optional.empty());
    return new Request(method, Target.parse(target), new DefaultHttpHeaders(), body, nobody);
  }

  public Request withHeader(String name, String value) {
    return new Request(method, target, headers.copy().set(name, value), body, peer, pathValues);
  }

  public Request withClientCertificate(X509Certificate certificate) {
    var known = new Peer(peer.remoteAddress(), peer.serverName(), Optional.of(certificate));
    return new Request(method, target, headers, body, known, pathValues);
  }

  /** This request with what its path has in the places of a template. */
  Request withPathValues(PathTemplate template) {
    var values = template.values(path()).orElse(Map.of());
    return new Request(method, target, headers, body, peer, values);
  }

  /** This request with a value in a place of its path, for trying a handler. */
  public Request withPathValue(String name, String value) {
    var values = new HashMap<>(pathValues);
    values.put(name, value);
    return new Request(method, target, headers, body, peer, values);
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

  /**
   * What the path has in a place of the route's template, percent-decoded: 1 to 256 signs, no slash,
   * no control character.
   *
   * @throws IllegalArgumentException if the template has no such place
   */
  public String pathValue(String name) {
    var value = pathValues.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the path has no place {" + name + "}");
    }
    return value;
  }

  /**
   * The values of the query by their names, decoded; of a name that comes twice, the first.
   *
   * @throws IllegalArgumentException if a value cannot be decoded
   */
  public Map<String, String> queryValues() {
    var values = new HashMap<String, String>();
    for (var pair : query().orElse("").split("&", MOST_QUERY_VALUES)) {
      int equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      if (!name.isEmpty()) {
        values.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decoded(String text) {
    return Percent.decode(text.replace('+', ' '))
        .orElseThrow(() -> new IllegalArgumentException("the query is not percent-encoded UTF-8"));
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
