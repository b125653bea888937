package org.opensmdp.es2plus;

import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.X509TrustManager;
import org.opensmdp.activation.EventRecord;
import org.opensmdp.activation.Smds;
import org.opensmdp.activation.SmdsAnswer;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.http.json.JsonText;

/**
 * ES12 as this SM-DP+ calls it: JSON over mutual TLS (SGP.22 v2 §5.4, §6.5). The SM-DS knows us by the
 * OID in CERT.DP.TLS; its certificate must lead to a trusted CI and name the host. Any thread.
 *
 * <p>A request whose connection breaks is sent once more in the time that is left: both functions may be
 * repeated, and connections that were kept may have been closed at the other end.
 */
public final class Es12Client implements Smds {
  private static final String ADMIN_PROTOCOL = "gsma/rsp/v2.5.0";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MOST_OCTETS = 64 * 1024;
  private static final int EXPECTED_OCTETS = 400;
  private static final int TRIES = 2;

  /** Keeps no more of an answer than one octet too many. */
  private static final HttpResponse.BodyHandler<byte[]> BODY = info -> {
    var kept = new Kept();
    return HttpResponse.BodySubscribers.mapping(
        HttpResponse.BodySubscribers.ofByteArrayConsumer(kept), nothing -> kept.octets());
  };

  private final HttpClient http;
  private final String requester;
  private final Supplier<String> rspServerAddress;
  private final Predicate<String> forwards;

  /**
   * Makes a client for all SM-DSs.
   *
   * @param identity CERT.DP.TLS and its key, on P-256
   * @param trust in CERT.DS.TLS
   * @param requester the functionRequesterIdentifier: our OID
   * @param rspServerAddress where devices find our ES9+
   * @param forwards whether an SM-DS has to tell its root (forwardingIndicator)
   */
  public Es12Client(
      TlsIdentity identity,
      X509TrustManager trust,
      String requester,
      Supplier<String> rspServerAddress,
      Predicate<String> forwards) {
    this.http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(tls(identity.keyManagers(), trust))
        .connectTimeout(CONNECT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
    this.requester = requester;
    this.rspServerAddress = rspServerAddress;
    this.forwards = forwards;
  }

  /** The first octets of a body. */
  private static final class Kept implements Consumer<Optional<byte[]>> {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    @Override
    public synchronized void accept(Optional<byte[]> part) {
      part.ifPresent(
          some -> octets.write(some, 0, Math.min(some.length, MOST_OCTETS + 1 - octets.size())));
    }

    synchronized byte[] octets() {
      return octets.toByteArray();
    }
  }

  private static SSLContext tls(KeyManager[] keys, X509TrustManager trust) {
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(keys, new X509TrustManager[] {trust}, new SecureRandom());
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  @Override
  public SmdsAnswer registerEvent(EventRecord event, Duration within) {
    var body = request()
        .text("eid", event.eid().digits())
        .text("rspServerAddress", rspServerAddress.get())
        .text("eventId", event.eventId().text())
        .flag("forwardingIndicator", forwards.test(event.smdsAddress()))
        .end();
    return call("registerEvent", event, body, within);
  }

  @Override
  public SmdsAnswer deleteEvent(EventRecord event, Duration within) {
    var body = request()
        .text("eid", event.eid().digits())
        .text("eventId", event.eventId().text())
        .end();
    return call("deleteEvent", event, body, within);
  }

  private JsonText request() {
    return JsonText.object(EXPECTED_OCTETS)
        .open("header")
        .text("functionRequesterIdentifier", requester)
        .text("functionCallIdentifier", UUID.randomUUID().toString())
        .close();
  }

  private SmdsAnswer call(String function, EventRecord event, byte[] body, Duration within) {
    var url = URI.create("https://" + event.smdsAddress() + "/gsma/rsp2/es12/" + function);
    long end = System.nanoTime() + within.toNanos();
    SmdsAnswer answer = new SmdsAnswer.Unreachable("no time was left", false);
    for (int i = 0; i < TRIES; i++) {
      var left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        return answer;
      }
      boolean again = i > 0;
      answer = again ? repeated(once(url, body, left)) : once(url, body, left);
      if (!(answer instanceof SmdsAnswer.Unreachable away && away.uncertain())) {
        return answer;
      }
    }
    return answer;
  }

  /** What the call before may have done counts as done. */
  private static SmdsAnswer repeated(SmdsAnswer answer) {
    if (answer instanceof SmdsAnswer.AlreadyThere || answer instanceof SmdsAnswer.NotThere) {
      return new SmdsAnswer.Done();
    }
    return answer instanceof SmdsAnswer.Unreachable away
        ? new SmdsAnswer.Unreachable(away.why(), true)
        : answer;
  }

  /** The time is for the whole answer: an SM-DS that sends it octet by octet gets no more. */
  private SmdsAnswer once(URI url, byte[] body, Duration within) {
    var request = HttpRequest.newBuilder(url)
        .timeout(within)
        .header("X-Admin-Protocol", ADMIN_PROTOCOL)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
    var call = http.sendAsync(request, BODY);
    try {
      var response = call.get(within.toNanos(), TimeUnit.NANOSECONDS);
      return Es12Answer.read(response.statusCode(), response.body(), MOST_OCTETS);
    } catch (TimeoutException e) {
      call.cancel(true);
      return unreachable("no answer in time", true);
    } catch (ExecutionException e) {
      return unreachable(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      return unreachable("interrupted", true);
    }
  }

  private static SmdsAnswer unreachable(Throwable cause) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (e instanceof UnresolvedAddressException) {
        return unreachable("the host name is not known", false);
      }
      if (e instanceof SSLHandshakeException) {
        return unreachable("the TLS handshake failed", false);
      }
      if (e instanceof HttpConnectTimeoutException || e instanceof ConnectException) {
        return unreachable("nobody listens there", false);
      }
      if (e instanceof HttpTimeoutException) {
        return unreachable("no answer in time", true);
      }
    }
    return unreachable("the connection broke", true);
  }

  private static SmdsAnswer unreachable(String why, boolean uncertain) {
    return new SmdsAnswer.Unreachable(why, uncertain);
  }
}
