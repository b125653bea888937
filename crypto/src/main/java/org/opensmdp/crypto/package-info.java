/**
 * Signs, verifies, agrees on keys and protects profile packages (SGP.22 v2 §2.6, §5.5). Private
 * keys never leave this package, and it knows no status codes: it answers with values, what a
 * failure means is decided elsewhere.
 */
@NullMarked
package org.opensmdp.crypto;

import org.jspecify.annotations.NullMarked;
