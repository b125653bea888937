package org.opensmdp.activation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.opensmdp.activation.Care.StuckOrder;
import org.opensmdp.activation.Profile.Cancellable;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.rsp.Bytes;

/**
 * Looks after orders that nobody moves: told once for each state they stay in, or cancelled where their
 * type says so.
 */
public final class StuckOrders {
  static final String FUNCTION = "StuckOrder";

  private final Care care;
  private final Profiles profiles;
  private final InstantSource clock;

  public StuckOrders(Care care, Profiles profiles, InstantSource clock) {
    this.care = care;
    this.profiles = profiles;
    this.clock = clock;
  }

  /** Sees to up to {@code most} orders; returns how many it saw to. Those that moved meanwhile wait. */
  public int run(int most) {
    return (int) care.stuck(clock.instant(), most).stream().filter(this::seesTo).count();
  }

  private boolean seesTo(StuckOrder stuck) {
    var profile = stuck.stored().profile();
    var event = ActivationEvent.of(FUNCTION, clock.instant()).saying(text(stuck));
    return switch (stuck.age().action()) {
      case TELL -> care.tell(stuck, event.moving(profile, profile));
      case RETURN_TO_STOCK -> cancel(stuck, ((Cancellable) profile).returnedToStock(), event);
      case WITHDRAW -> cancel(stuck, ((Cancellable) profile).withdrawn(), event);
    };
  }

  private boolean cancel(StuckOrder stuck, Profile after, ActivationEvent event) {
    var before = stuck.stored().profile();
    var digest = Digest.of(Bytes.wrap((FUNCTION + before.iccid().digits()).getBytes(UTF_8)));
    return profiles.move(before, after, digest, event.moving(before, after)) == Moved.DONE;
  }

  private String text(StuckOrder stuck) {
    var age = stuck.age();
    return "%s for %s (at most: %s)"
        .formatted(
            age.state().name().toLowerCase(Locale.ROOT),
            words(Duration.between(stuck.since(), clock.instant())),
            words(age.maxAge()));
  }

  private static String words(Duration duration) {
    long days = duration.toDays();
    return days > 1 ? days + " days" : duration.toMinutes() + " minutes";
  }
}
