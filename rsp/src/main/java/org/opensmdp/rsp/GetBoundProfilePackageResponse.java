package org.opensmdp.rsp;

/**
 * The output of ES9+.GetBoundProfilePackage, whatever the binding (SGP.22 v2 §5.6.2).
 *
 * @param boundProfilePackage the whole TLV BF36
 */
public record GetBoundProfilePackageResponse(
    TransactionId transactionId, Bytes boundProfilePackage) {}
