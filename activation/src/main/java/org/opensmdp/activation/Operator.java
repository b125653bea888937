package org.opensmdp.activation;

import java.util.Set;

/**
 * A tenant.
 *
 * @param operatorId 0 before it is stored
 * @param requesterIds the functionRequesterIdentifiers it may call itself
 */
public record Operator(
    long operatorId, String name, Set<String> requesterIds, OperatorTerms terms) {
  public Operator {
    requesterIds = Set.copyOf(requesterIds);
  }

  /** Makes a tenant without limits. */
  public Operator(long operatorId, String name, Set<String> requesterIds) {
    this(operatorId, name, requesterIds, OperatorTerms.NONE);
  }
}
