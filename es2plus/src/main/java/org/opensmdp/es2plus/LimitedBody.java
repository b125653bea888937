package org.opensmdp.es2plus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The body of an answer, up to 64 KiB; one that is longer is refused and not read on. */
final class LimitedBody implements BodySubscriber<byte[]> {
  static final int MOST_OCTETS = 1 << 16;

  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private Optional<Flow.Subscription> source = Optional.empty();

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = Optional.of(subscription);
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (var part : parts) {
      if (octets.size() + part.remaining() > MOST_OCTETS) {
        source.ifPresent(Flow.Subscription::cancel);
        whole.completeExceptionally(new IOException("the answer is longer than 64 KiB"));
        return;
      }
      var copy = new byte[part.remaining()];
      part.get(copy);
      octets.writeBytes(copy);
    }
  }

  @Override
  public void onError(Throwable cause) {
    whole.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    whole.complete(octets.toByteArray());
  }
}
