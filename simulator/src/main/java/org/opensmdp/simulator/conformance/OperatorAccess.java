package org.opensmdp.simulator.conformance;

import org.opensmdp.simulator.HttpTransport;

/**
 * How the suite speaks ES2+ as an operator.
 *
 * @param transport presents the client certificate of the operator
 * @param address host:port of the listener
 * @param requesterIdentifier the functionRequesterIdentifier agreed with the SM-DP+
 */
public record OperatorAccess(HttpTransport transport, String address, String requesterIdentifier) {}
