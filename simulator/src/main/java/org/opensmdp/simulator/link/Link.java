package org.opensmdp.simulator.link;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.opensmdp.simulator.Pace;

/**
 * One device's link at work: how long what passes over it takes. All of it is drawn from the seed, so
 * that the same calls meet the same delays. One thread.
 *
 * <p>A round trip passes when something is awaited after something was sent; octets take their time by
 * the rate; a lost segment takes a round trip more if others follow it, and a retransmission timer if
 * none does, twice as long each time.
 */
final class Link {
  private static final int SEGMENT_OCTETS = 1460;
  private static final int FOLLOWERS = 3; // duplicate acknowledgements of a fast retransmission
  private static final int MOST_TRIES = 6;
  private static final Duration FIRST_SYN_TIMER = Duration.ofSeconds(1);
  private static final Duration LEAST_TIMER = Duration.ofMillis(200);
  private static final double BITS = 8;
  private static final double NANOS_BY_KBIT = 1e6;

  private final LinkCondition condition;
  private final Pace pace;
  private final SplittableRandom random;
  private Optional<CutTimes> cuts = Optional.empty();
  private boolean begun;
  private boolean awaiting;
  private int unanswered;
  private long deadline = Long.MAX_VALUE;
  private long waited;
  private boolean over;

  Link(LinkCondition condition, Pace pace, long seed) {
    this.condition = condition;
    this.pace = pace;
    this.random = new SplittableRandom(seed);
  }

  /** A call begins, and gives up after so much simulated time. */
  void begin(Duration patience) {
    long now = Pace.nanoTime();
    if (!begun) {
      begun = true;
      cuts = condition.cuts().map(of -> new CutTimes(of, now, random.split()));
    }
    deadline = now + patience.toNanos();
    waited = 0;
  }

  /** Nothing waits any more: what is left is to close. */
  void end() {
    over = true;
  }

  /** Returns what the link has taken of the call, simulated nanoseconds. */
  long waited() {
    return waited;
  }

  /** A connection is opened: SYN there, SYN ACK back. */
  void connect() throws IOException {
    repeated(1, FIRST_SYN_TIMER);
    pass(roundTrip());
  }

  /** Octets leave. */
  void send(int octets) throws IOException {
    pass(time(octets, condition.upKbit()));
    awaiting = true;
    unanswered += segments(octets);
  }

  /** Octets leave that nobody answers: what is read next is under way already. */
  void sendUnanswered(int octets) throws IOException {
    pass(time(octets, condition.upKbit()));
  }

  /** Octets are waited for. */
  void await() throws IOException {
    if (awaiting) {
      awaiting = false;
      int sent = unanswered;
      unanswered = 0;
      lose(sent);
      pass(roundTrip());
    }
  }

  /** Octets have come. */
  void receive(int octets) throws IOException {
    pass(time(octets, condition.downKbit()));
    lose(segments(octets));
  }

  private static int segments(int octets) {
    return (octets + SEGMENT_OCTETS - 1) / SEGMENT_OCTETS;
  }

  private static Duration time(int octets, int kbit) {
    return Duration.ofNanos((long) (octets * BITS / kbit * NANOS_BY_KBIT));
  }

  private Duration roundTrip() {
    double nanos = condition.roundTrip().toNanos();
    double deviation = condition.jitter().toNanos();
    double drawn = deviation == 0 ? nanos : nanos + gaussian() * deviation;
    return Duration.ofNanos((long) Math.max(nanos / 2, drawn));
  }

  private double gaussian() { // Box and Muller
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private boolean lost() {
    return condition.loss() > 0 && random.nextDouble() < condition.loss();
  }

  /** What losses among these segments cost. */
  private void lose(int segments) throws IOException {
    for (int i = 0; i < segments; i++) {
      if (lost()) {
        boolean followed = segments - i > FOLLOWERS;
        pass(followed ? roundTrip() : timer());
        repeated(1, timer().multipliedBy(2));
      }
    }
  }

  /** Sends until it arrives: each loss costs a timer, which doubles. */
  private void repeated(int tries, Duration timer) throws IOException {
    if (lost()) {
      pass(timer);
      if (tries >= MOST_TRIES) {
        throw new SocketTimeoutException("no answer after %d tries".formatted(tries));
      }
      repeated(tries + 1, timer.multipliedBy(2));
    }
  }

  private Duration timer() {
    var twice = condition.roundTrip().multipliedBy(2);
    return twice.compareTo(LEAST_TIMER) > 0 ? twice : LEAST_TIMER;
  }

  /** Lets time pass, with what happens to the link meanwhile. */
  private void pass(Duration time) throws IOException {
    if (over) {
      return;
    }
    long left = time.toNanos();
    while (cuts.isPresent()) {
      long now = Pace.nanoTime();
      var cut = cuts.get().at(now);
      if (cut.begins() > now + left) {
        break;
      }
      left -= Math.max(0, cut.begins() - now);
      stay(cut.ends() - now);
      if (cut.breaks()) {
        throw new LinkCut(Duration.ofNanos(cut.ends() - cut.begins()));
      }
      left += timer().toNanos(); // a timer runs out before TCP sees that the link is back
    }
    stay(left);
  }

  private void stay(long nanos) throws SocketTimeoutException {
    long possible = Math.min(nanos, deadline - Pace.nanoTime());
    if (possible > 0) {
      pace.pass(Duration.ofNanos(possible));
      waited += possible;
    }
    if (possible < nanos) {
      throw new SocketTimeoutException("no answer in time over " + condition.name());
    }
  }

  /** The connection is gone, because the link was. */
  static final class LinkCut extends IOException {
    private static final long serialVersionUID = 1L;

    LinkCut(Duration length) {
      super(String.format(Locale.ROOT, "the link was cut for %.1f s", length.toMillis() / 1000.0));
    }
  }
}
