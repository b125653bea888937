package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.rsp.Iccid;

/**
 * What is asked of the storage for orders that stand still, come again, or contradict each other. Every
 * method is one transaction.
 */
public interface Care {

  /** Returns the ages that orders of a type may reach; states without a row have the usual one. */
  List<OrderAge> ages(ProfileType type);

  /** Sets what holds for one state of a type, instead of what held before. */
  void put(ProfileType type, OrderAge age);

  /**
   * Returns orders that are older than they may be and that nobody has been told of since they came into
   * their state, the oldest first.
   */
  List<StuckOrder> stuck(Instant now, int most);

  /** Returns how many orders are older than they may be, told or not; states without any are left out. */
  Map<ProfileState, Long> countOverAge(Instant now);

  /**
   * Appends the event of an order that is told to be too old.
   *
   * @return false if it has moved since it was read, and nothing is changed
   */
  boolean tell(StuckOrder order, ActivationEvent event);

  /** Returns what people need to know before they arm an order again. */
  Optional<EndedOrder> find(Iccid iccid);

  /**
   * Ends the quarantine of a profile that is in stock.
   *
   * @return false if it has none, and nothing is changed
   */
  boolean liftQuarantine(Iccid iccid, ActivationEvent event);

  /** Returns where identities contradict each other, each contradiction once. */
  List<CrossedIdentity> crossed(int most);

  /** An order that has stood still for too long. */
  record StuckOrder(StoredProfile stored, Instant since, OrderAge age) {}

  /**
   * An order, and what the state does not tell.
   *
   * @param deleted whether its card has reported that the profile is deleted
   * @param rearmed how often it has been armed again
   */
  record EndedOrder(StoredProfile stored, boolean deleted, int rearmed) {}

  /**
   * Two places that should say the same and do not.
   *
   * @param what numbers, never keys
   */
  record CrossedIdentity(Kind kind, Iccid iccid, String what) {}

  /** What can be crossed. */
  enum Kind {
    /** Two cards have reported the profile installed, and neither that it is deleted. */
    INSTALLED_TWICE,
    /** A card that reported the profile is not the one of its order. */
    FOREIGN_CARD,
    /** The package kept for the order is bound to another card. */
    FOREIGN_BINDING,
    /** A delivered or installed profile names no card. */
    NO_CARD,
    /** Two live profiles have one IMSI. */
    IMSI_TWICE,
    /** The profile and its type belong to two operators. */
    FOREIGN_TYPE
  }
}
