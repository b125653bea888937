package org.opensmdp.activation;

import java.util.Set;

/**
 * A tenant.
 *
 * @param operatorId 0 before it is stored
 * @param requesterIds the functionRequesterIdentifiers it may call itself
 */
public record Operator(long operatorId, String name, Set<String> requesterIds) {
  public Operator {
    requesterIds = Set.copyOf(requesterIds);
  }
}
