package org.opensmdp.activation;

import org.opensmdp.rsp.Bytes;

/**
 * That a package was judged and found to be this order's: good for these octets and no others.
 *
 * @param versionId of the template it was made with; 0 if it is ready-made
 * @param packageDigest SHA-256 of the unprotected package, 32 octets
 */
public record ReleaseVerdict(long versionId, Bytes packageDigest) {}
