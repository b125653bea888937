/**
 * The domain: orders, downloads and notifications, the rules of SGP.22 v2 §5.3 and §5.6 in their
 * order, and the storage interface they need. No HTTP and no SQL.
 */
@NullMarked
package org.opensmdp.activation;

import org.jspecify.annotations.NullMarked;
