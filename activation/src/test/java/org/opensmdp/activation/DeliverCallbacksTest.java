package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.NOW;
import static org.opensmdp.activation.SampleSteps.event;
import static org.opensmdp.activation.SampleStock.iccid;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Callback.State;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.activation.OperatorCallback.Line;

/** The delivery of callbacks, with time that passes when the test says so. */
class DeliverCallbacksTest {
  private static final int STOCK = 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final MovableClock clock = new MovableClock(NOW.plusSeconds(60));
  private final InMemoryStore store = new InMemoryStore();
  private final Callbacks callbacks = store.callbacks();
  private final List<String> received = Collections.synchronizedList(new ArrayList<>());
  private final Figures figures = new Figures();
  private long operator;
  private Line line;

  /** Counts what became of the attempts. */
  private static final class Figures implements CallbackObserver {
    final List<Duration> ages = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger failed = new AtomicInteger();
    final AtomicInteger dead = new AtomicInteger();

    @Override
    public void delivered(Kind kind, Duration age) {
      ages.add(age);
    }

    @Override
    public void failed(Kind kind) {
      failed.incrementAndGet();
    }

    @Override
    public void died(Kind kind) {
      dead.incrementAndGet();
    }
  }

  @BeforeEach
  void anOperator() {
    var owner = SampleStock.operator(store, "mno");
    operator = owner.operatorId();
    SampleStock.type(store, owner, "plan", 1, STOCK);
    line = put(true).line();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private OperatorCallback put(boolean enabled) {
    var callback = new OperatorCallback(
        operator,
        Kind.HANDLE_NOTIFICATION,
        "https://mno.example.com",
        Set.of(1, 2, 3, 4),
        enabled,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
    callbacks.put(callback);
    return callback;
  }

  private void tell(int profile, int second) {
    store
        .timeline()
        .append(event(second)
            .of(iccid(profile))
            .saying(profile + "." + second)
            .telling(ProgressPoints.ofDelivery()));
  }

  private Optional<String> receives(OperatorCallback to, Callback callback, Instant now) {
    received.add(callback.message());
    return Optional.empty();
  }

  private void deliver(CallbackSender sender) throws InterruptedException {
    new DeliverCallbacks(callbacks, sender, figures, threads, clock).run(line, () -> true);
  }

  @Test
  void deliversAllInTheOrderOfEachIccid() throws InterruptedException {
    IntStream.rangeClosed(1, 3)
        .forEach(
            second -> IntStream.rangeClosed(1, STOCK).forEach(profile -> tell(profile, second)));

    deliver(this::receives);

    assertThat(received).hasSize(3 * STOCK).doesNotHaveDuplicates();
    for (int profile = 1; profile <= STOCK; profile++) {
      var prefix = profile + ".";
      assertThat(received.stream().filter(said -> said.startsWith(prefix)))
          .containsExactly(prefix + 1, prefix + 2, prefix + 3);
    }
    assertThat(figures.ages).hasSize(3 * STOCK).contains(Duration.ofSeconds(59));
  }

  @Test
  void holdsUpNoOtherIccidByOneThatIsSlow() throws InterruptedException {
    tell(1, 1);
    tell(1, 2);
    IntStream.rangeClosed(2, STOCK).forEach(profile -> tell(profile, 3));
    var others = new CountDownLatch(STOCK - 1);

    deliver((to, callback, now) -> {
      if (callback.message().equals("1.1")) {
        await(others);
      }
      var answer = receives(to, callback, now);
      if (!callback.iccid().equals(iccid(1))) {
        others.countDown();
      }
      return answer;
    });

    assertThat(others.getCount()).isZero();
    assertThat(received).hasSize(STOCK + 1).endsWith("1.1", "1.2");
  }

  @Test
  void callsAnOperatorSoManyTimesAtOnceAndNoMore() throws InterruptedException {
    IntStream.rangeClosed(1, STOCK).forEach(profile -> tell(profile, 1));
    var underWay = new AtomicInteger();
    var most = new AtomicInteger();
    var full = new CountDownLatch(DeliverCallbacks.AT_ONCE);

    deliver((to, callback, now) -> {
      most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      full.countDown();
      await(full);
      underWay.decrementAndGet();
      return receives(to, callback, now);
    });

    assertThat(received).hasSize(STOCK);
    assertThat(most).hasValue(DeliverCallbacks.AT_ONCE);
  }

  @Test
  void triesAgainLaterAndLaterForADayAndGoesOnAfterThat() throws InterruptedException {
    tell(1, 60);
    tell(1, 61);
    var attempts = new ArrayList<Duration>();
    var started = clock.instant();

    while (callbacks.of(operator, State.DEAD, 1).isEmpty()) {
      deliver((to, callback, now) -> {
        attempts.add(Duration.between(started, now));
        return Optional.of("HTTP 500");
      });
      clock.forward(Duration.ofSeconds(1));
    }

    assertThat(attempts.subList(0, 6))
        .extracting(Duration::toSeconds)
        .containsExactly(0L, 1L, 3L, 7L, 15L, 31L);
    assertThat(attempts.get(13).minus(attempts.get(12))).isEqualTo(Duration.ofHours(1));
    assertThat(attempts.stream().filter(age -> age.compareTo(Duration.ofDays(1)) == 0))
        .hasSize(2); // its last, and the first of the one that had to wait
    assertThat(figures.dead).hasValue(1);
    deliver(this::receives);
    clock.forward(Duration.ofSeconds(1));
    deliver(this::receives);
    assertThat(received).containsExactly("1.61");
  }

  @Test
  void triesAgainAfterADefectOfItsOwn() throws InterruptedException {
    tell(1, 1);

    deliver((to, callback, now) -> {
      throw new IllegalStateException("a secret, say");
    });

    var waiting = callbacks.of(operator, State.PENDING, 1).get(0);
    assertThat(waiting.lastError())
        .contains("this server could not send it: IllegalStateException");
    clock.forward(Duration.ofSeconds(1));
    deliver(this::receives);
    assertThat(received).containsExactly("1.1");
  }

  @Test
  void beginsNoCallOnceItIsToStop() throws InterruptedException {
    tell(1, 1);

    new DeliverCallbacks(callbacks, this::receives, figures, threads, clock).run(line, () -> false);

    assertThat(received).isEmpty();
  }

  @Test
  void callsNobodyWhoIsNotEnabledOrNotThere() throws InterruptedException {
    tell(1, 1);
    put(false);

    deliver(this::receives);
    callbacks.remove(line, clock.instant());
    deliver(this::receives);

    assertThat(received).isEmpty();
  }

  @Test
  void triesTheLastTimeAtTheEndOfTheDay() {
    var end = NOW.plus(DeliverCallbacks.TRIED_FOR);

    assertThat(DeliverCallbacks.nextAttempt(1, NOW, end)).isEqualTo(NOW.plusSeconds(1));
    assertThat(DeliverCallbacks.nextAttempt(12, NOW, end)).isEqualTo(NOW.plusSeconds(2048));
    assertThat(DeliverCallbacks.nextAttempt(13, NOW, end)).isEqualTo(NOW.plusSeconds(3600));
    assertThat(DeliverCallbacks.nextAttempt(4000, NOW, end)).isEqualTo(NOW.plusSeconds(3600));
    assertThat(DeliverCallbacks.nextAttempt(30, end.minusSeconds(5), end)).isEqualTo(end);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
