package org.opensmdp.rsp;

/** The input of ES9+.AuthenticateClient, whatever the binding (SGP.22 v2 §5.6.3). */
public record AuthenticateClientRequest(
    TransactionId transactionId, AuthenticateServerResponse authenticateServerResponse) {}
