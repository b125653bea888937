/** Load on an SM-DP+: many downloads at a rate, at a small cost of their own. */
@NullMarked
package org.opensmdp.simulator.load;

import org.jspecify.annotations.NullMarked;
