package org.opensmdp.activation.slo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.Attribution;

/**
 * Counts what has happened. Every method is one statement over what is stored; activations of our own
 * (synthetic types) are left out of all.
 */
public interface Figures {

  /** Returns what became of the attempts of a scope; zeros of none. */
  AttemptFigures attempts(Scope scope);

  /** Returns the same, told apart; most attempts first. */
  List<AttemptFigures> attempts(Scope scope, Dimension by, int most);

  OrderFigures orders(Scope scope);

  Funnel funnel(Scope scope);

  /** Returns how calls were answered, by function; of a part that events can be told to belong to. */
  List<CallFigures> calls(Scope scope);

  /** Returns S8: of callbacks of what happened in the scope, those delivered within 60 seconds. */
  Tally callbacks(Scope scope);

  /** Returns S10: of attempts, those in which no comparison of identities failed. */
  Tally integrity(Scope scope);

  /** Returns S11: of installations that would be told of, those that were not deleted within a day. */
  Tally kept(Scope scope);

  /** Returns what works on which cards, the kinds with most attempts first. */
  List<DeviceModel> cards(Scope scope, int most);

  /** Returns what works in which phones, those with most attempts first. */
  List<DeviceModel> phones(Scope scope, int most);

  /**
   * Returns when the first attempt ended badly in a scope, for one of the faults; empty if none did. Here
   * the scope is of the ends of attempts, not of their beginnings.
   */
  Optional<Instant> firstBad(Scope scope, Set<Attribution> faults);

  /** Returns when the last one did. */
  Optional<Instant> lastBad(Scope scope, Set<Attribution> faults);
}
