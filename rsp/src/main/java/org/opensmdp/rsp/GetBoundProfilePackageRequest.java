package org.opensmdp.rsp;

/** The input of ES9+.GetBoundProfilePackage, whatever the binding (SGP.22 v2 §5.6.2). */
public record GetBoundProfilePackageRequest(
    TransactionId transactionId, PrepareDownloadResponse prepareDownloadResponse) {}
