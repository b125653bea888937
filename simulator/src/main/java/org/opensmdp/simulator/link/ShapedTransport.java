package org.opensmdp.simulator.link;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.opensmdp.certs.CiTrust;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.Pace;

/**
 * The way of one device to its servers over a link of its own: HTTP/1.1 and the platform's TLS on
 * P-256 over {@link ShapedSocket}s, one connection at a time, kept while the server keeps it. TLS
 * sessions are its own, too: no device resumes another's. One thread at a time.
 */
public final class ShapedTransport implements HttpTransport, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONTENT_TYPE = "Content-Type";

  private final LinkCondition condition;
  private final Link link;
  private final CloseableHttpClient http;
  private final Calls calls;
  private boolean loggedIn;

  /** Hears how long calls took. */
  @FunctionalInterface
  public interface Calls {
    /** Listens to nothing. */
    Calls NONE = (uri, took, onLink) -> {};

    /**
     * Hears of an answer.
     *
     * @param took simulated time from the request to the answer
     * @param onLink what the link took of it; the rest is TLS, the server and this machine
     */
    void answered(URI uri, Duration took, Duration onLink);
  }

  /**
   * Makes a way for a device that trusts these CIs; brainpool CIs are left out.
   *
   * @param seed of what is drawn: jitter, losses, cuts
   */
  public ShapedTransport(
      LinkCondition condition, List<RspCertificate> trustedCis, Pace pace, long seed, Calls calls) {
    this(condition, CiTrust.trustManager(trustedCis), pace, seed, calls);
  }

  /** Makes a way with trust that devices share: reading certificates is dear. */
  public ShapedTransport(
      LinkCondition condition, X509TrustManager trust, Pace pace, long seed, Calls calls) {
    this.condition = condition;
    this.link = new Link(condition, pace, seed);
    this.calls = calls;
    this.http = client(link, tls(trust));
  }

  private static TlsSocketStrategy tls(X509TrustManager trust) {
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(new KeyManager[0], new X509TrustManager[] {trust}, new SecureRandom());
      return new DefaultClientTlsStrategy(tls, HostnameVerificationPolicy.BUILTIN, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  private static CloseableHttpClient client(Link link, TlsSocketStrategy tls) {
    var schemes =
        RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build();
    var connections = new BasicHttpClientConnectionManager(
        new DefaultHttpClientConnectionOperator(
            proxy -> new ShapedSocket(link), null, null, schemes),
        ManagedHttpClientConnectionFactory.INSTANCE);
    var plain = RequestConfig.custom().setProtocolUpgradeEnabled(false).build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(plain)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableDefaultUserAgent()
        .build();
  }

  @Override
  public Answer post(Request request) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before " + request.uri().getPath());
    }
    link.begin(PATIENCE);
    long begun = Pace.nanoTime();
    logIn();
    var answer = http.execute(posted(request), ShapedTransport::answer);
    calls.answered(
        request.uri(), Duration.ofNanos(Pace.nanoTime() - begun), Duration.ofNanos(link.waited()));
    return answer;
  }

  /** Of the first call the log-in page of the network answers the handshake; then the user logs in. */
  private void logIn() throws IOException {
    if (condition.captivePortal() && !loggedIn) {
      loggedIn = true;
      link.connect();
      link.send(1);
      link.await();
      throw new SSLHandshakeException(
          "the certificate is of no trusted CI; a log-in page of the network answers");
    }
  }

  private static HttpPost posted(Request request) {
    var post = new HttpPost(request.uri());
    request.headers().forEach((name, value) -> {
      if (!name.equalsIgnoreCase(CONTENT_TYPE)) {
        post.setHeader(name, value);
      }
    });
    var type = request.headers().get(CONTENT_TYPE);
    post.setEntity(new ByteArrayEntity(
        request.body().toArray(), type == null ? null : ContentType.parse(type)));
    return post;
  }

  private static Answer answer(ClassicHttpResponse response) throws IOException {
    var headers = new LinkedHashMap<String, String>();
    for (var header : response.getHeaders()) {
      headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    var entity = response.getEntity();
    if (entity == null) {
      return new Answer(response.getCode(), headers, Bytes.EMPTY);
    }
    try (var body = entity.getContent()) {
      return new Answer(
          response.getCode(), headers, Bytes.wrap(body.readNBytes(MOST_ANSWER_OCTETS + 1)));
    }
  }

  @Override
  public void close() {
    link.end();
    http.close(CloseMode.IMMEDIATE);
  }
}
