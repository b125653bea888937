/**
 * The running server: configuration, wiring, metrics, health. It holds no rule of SGP.22.
 */
@NullMarked
package org.opensmdp.server;

import org.jspecify.annotations.NullMarked;
