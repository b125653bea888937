package org.opensmdp.activation;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/**
 * What an operator's core network says of a subscriber.
 *
 * @param network MCC and MNC of the network that served it, 5 or 6 digits
 * @param saidIccid the ICCID that the core believes in, if it says one
 * @param cause why a session ended, in the words of the core; 100 characters at most
 * @param correlationId by which the core finds it again; 100 characters at most
 */
public record NetworkEvent(
    Imsi imsi,
    Kind kind,
    Instant happenedAt,
    Optional<String> network,
    Optional<Iccid> saidIccid,
    String cause,
    Optional<String> correlationId) {
  private static final Pattern NETWORK = Pattern.compile("[0-9]{5,6}");
  private static final int LONGEST = 100;

  /** What happened to it. */
  public enum Kind {
    ATTACH("Network.Attach"),
    DETACH("Network.Detach"),
    SESSION_DROP("Network.SessionDrop");

    private final String function;

    Kind(String function) {
      this.function = function;
    }

    /** Returns the name by which it stands in a timeline. */
    public String function() {
      return function;
    }
  }

  public NetworkEvent {
    if (network.filter(text -> !NETWORK.matcher(text).matches()).isPresent()) {
      throw new IllegalArgumentException("network: MCC and MNC expected, 5 or 6 digits");
    }
    if (cause.length() > LONGEST
        || correlationId.filter(text -> text.length() > LONGEST).isPresent()) {
      throw new IllegalArgumentException("cause and correlationId: 100 characters at most");
    }
  }

  /** Quotes the last four digits of the IMSI alone: it is a person's. */
  @Override
  public String toString() {
    var digits = imsi.digits();
    return "%s of IMSI ...%s at %s"
        .formatted(kind, digits.substring(digits.length() - 4), happenedAt);
  }
}
