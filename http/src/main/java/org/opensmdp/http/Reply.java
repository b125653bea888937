package org.opensmdp.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A status, a body and headers. Immutable as long as nobody writes into the array it was given. */
public final class Reply {
  private static final byte[] NOTHING = {};

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  private Reply(int status, HttpHeaders headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The array is handed over, not copied. */
  public static Reply of(int status, String contentType, byte[] body) {
    var headers = new DefaultHttpHeaders().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    return new Reply(checked(status), headers, body);
  }

  /** The array is handed over, not copied; {@code headers} by their names. */
  public static Reply of(int status, Map<String, String> headers, byte[] body) {
    var all = new DefaultHttpHeaders();
    headers.forEach(all::set);
    return new Reply(checked(status), all, body);
  }

  public static Reply empty(int status) {
    return new Reply(checked(status), new DefaultHttpHeaders(), NOTHING);
  }

  /**
   * This reply with one more header; a header of that name is replaced.
   *
   * @throws IllegalArgumentException if the name or the value cannot stand in a header
   */
  public Reply header(String name, String value) {
    // Not headers.copy(): Netty's copy has forgotten to refuse line breaks in values.
    return new Reply(status, new DefaultHttpHeaders().set(headers).set(name, value), body);
  }

  public int status() {
    return status;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Returns all headers by their names as they are sent, the first of each. */
  public Map<String, String> headersByName() {
    var names = new LinkedHashMap<String, String>();
    headers.forEach(header -> names.putIfAbsent(header.getKey(), header.getValue()));
    return names;
  }

  /** The array itself, not a copy. */
  public byte[] body() {
    return body;
  }

  HttpHeaders headers() {
    return headers;
  }

  private static int checked(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 200..599)");
    }
    return status;
  }

  @Override
  public String toString() {
    return "Reply[" + status + ", " + body.length + " octets]";
  }
}
