package org.opensmdp.es2plus;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opensmdp.activation.Callback;
import org.opensmdp.activation.CallbackSender;
import org.opensmdp.activation.OperatorCallback;

/**
 * Tells operators over mutual TLS: ES2+ with this server as the client, or a webhook. Redirects are not
 * followed, answers are read up to 64 KiB, and a call ends after {@link #DEADLINE} whatever the operator
 * does. Any thread; the calling one blocks.
 */
public final class CallbackClient implements CallbackSender {
  /** From the beginning of a call to the end of its answer. */
  public static final Duration DEADLINE = Duration.ofSeconds(15);

  private static final String PATH = "/gsma/rsp2/es2plus/";
  private static final int LONGEST_ERROR = 200;

  private final CallbackTls tls;
  private final String ownId;
  private final Duration deadline;

  /**
   * Makes a client.
   *
   * @param ownId the functionRequesterIdentifier, where the operator wants no other
   */
  public CallbackClient(CallbackTls tls, String ownId) {
    this(tls, ownId, DEADLINE);
  }

  CallbackClient(CallbackTls tls, String ownId, Duration deadline) {
    this.tls = tls;
    this.ownId = ownId;
    this.deadline = deadline;
  }

  @Override
  public Optional<String> send(OperatorCallback to, Callback callback, Instant now) {
    try {
      var client = tls.client(to);
      var answer = answer(client, request(to, callback, now));
      return to.kind() == OperatorCallback.Kind.WEBHOOK ? answer.ofWebhook() : answer.ofFunction();
    } catch (IllegalArgumentException e) {
      return Optional.of("its configuration cannot be used: " + printable(e));
    }
  }

  private HttpRequest request(OperatorCallback to, Callback callback, Instant now) {
    var id = to.requesterId().orElse(ownId);
    return switch (to.kind()) {
      case HANDLE_DOWNLOAD_PROGRESS_INFO ->
        function(to, callback, "handleDownloadProgressInfo", "v2.5.0")
            .POST(BodyPublishers.ofByteArray(CallbackJson.downloadProgressInfo(callback, id)))
            .build();
      case HANDLE_NOTIFICATION ->
        function(to, callback, "handleNotification", "v3.1.0")
            .POST(BodyPublishers.ofByteArray(CallbackJson.notification(callback, id)))
            .build();
      case WEBHOOK -> webhook(to, callback, now);
    };
  }

  private HttpRequest.Builder function(
      OperatorCallback to, Callback callback, String function, String version) {
    var base = to.url().endsWith("/") ? to.url().substring(0, to.url().length() - 1) : to.url();
    return json(base + PATH + function, callback).header("X-Admin-Protocol", "gsma/rsp/" + version);
  }

  private HttpRequest webhook(OperatorCallback to, Callback callback, Instant now) {
    var body = CallbackJson.webhook(callback);
    var id = callback.id().toString();
    var signature = WebhookSignature.of(to.secret().orElseThrow(), id, now, body);
    return json(to.url(), callback)
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
        .header("webhook-signature", signature)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private HttpRequest.Builder json(String uri, Callback callback) {
    var request = HttpRequest.newBuilder(URI.create(uri))
        .timeout(deadline)
        .header("Content-Type", "application/json");
    callback.correlationId().ifPresent(id -> request.header(Correlation.HEADER, id));
    return request;
  }

  private OperatorAnswer answer(HttpClient client, HttpRequest request) {
    var call = client.sendAsync(request, information -> new LimitedBody());
    try {
      return OperatorAnswer.of(call.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return OperatorAnswer.none("no answer within " + deadline.toSeconds() + " s");
    } catch (ExecutionException e) {
      return OperatorAnswer.none(why(Optional.ofNullable(e.getCause()).orElse(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OperatorAnswer.none("this server was stopped meanwhile");
    } finally {
      cancel(call);
    }
  }

  private static void cancel(CompletableFuture<HttpResponse<byte[]>> call) {
    if (!call.isDone()) {
      call.cancel(true);
    }
  }

  private String why(Throwable cause) {
    if (cause instanceof java.net.http.HttpTimeoutException) {
      return "no answer within " + deadline.toSeconds() + " s";
    }
    return cause instanceof IOException ? printable(cause) : cause.getClass().getSimpleName();
  }

  /** The platform's messages name hosts and certificates, and quote no content. */
  private static String printable(Throwable cause) {
    var text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
  }
}
