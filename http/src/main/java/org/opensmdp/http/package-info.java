/**
 * TLS listeners, routing, limits, back-pressure and graceful stop on Netty. It knows nothing of
 * eSIM: a function is octets in, a reply out.
 */
@NullMarked
package org.opensmdp.http;

import org.jspecify.annotations.NullMarked;
