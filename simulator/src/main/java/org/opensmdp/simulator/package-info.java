/**
 * A virtual eUICC, an LPA and an operator. They know an SM-DP+ only by its public interfaces, so
 * whatever they accept, a device would.
 */
@NullMarked
package org.opensmdp.simulator;

import org.jspecify.annotations.NullMarked;
