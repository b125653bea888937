package org.opensmdp.simulator.pack;

import java.time.Duration;
import org.opensmdp.simulator.link.LinkCondition;

/**
 * One device of a population that will come: drawn, not yet made.
 *
 * @param number from 0 in the order they come
 * @param at when, in simulated time since the start
 * @param network whose subscriber its profile makes it
 * @param kind of device
 * @param link it has, with what the place of the server adds
 * @param withCode whether its order wants a confirmation code
 * @param deletes whether its user removes the profile afterwards
 * @param tries how often its user tries when the network fails
 * @param seed of its link
 */
public record Visit(
    int number,
    Duration at,
    PackOperator operator,
    Network network,
    String kind,
    LinkCondition link,
    boolean withCode,
    boolean deletes,
    int tries,
    long seed) {
  /** Returns what is ordered for it. */
  public PackType type() {
    return operator.type(network);
  }
}
