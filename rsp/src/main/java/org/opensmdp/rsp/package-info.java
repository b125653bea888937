/**
 * The words of SGP.22 v2 (2.5, tolerant of later 2.x and of v3 additions): identifiers, ASN.1
 * messages, status codes. This package holds no keys, does no I/O and decides nothing: a message
 * that exists is well formed, whether it is acceptable is asked elsewhere.
 */
@NullMarked
package org.opensmdp.rsp;

import org.jspecify.annotations.NullMarked;
