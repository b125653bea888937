package org.opensmdp.rsp;

/** The input of ES9+.CancelSession, whatever the binding (SGP.22 v2 §5.6.5). */
public record CancelSessionFunctionRequest(
    TransactionId transactionId, CancelSessionResponse cancelSessionResponse) {}
