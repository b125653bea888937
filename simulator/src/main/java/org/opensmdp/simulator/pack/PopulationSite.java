package org.opensmdp.simulator.pack;

import java.util.List;
import java.util.function.Function;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.simulator.OperatorClient;

/**
 * The server a population comes to, with the pack's types in stock.
 *
 * @param hierarchies the PKIs that make its cards, at most one on each curve
 * @param operators the way of each operator to ES2+
 */
public record PopulationSite(
    List<TestHierarchy> hierarchies, Function<PackOperator, OperatorClient> operators) {
  public PopulationSite {
    hierarchies = List.copyOf(hierarchies);
  }
}
