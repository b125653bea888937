/**
 * The network between a device and a server, made slow and unsafe on purpose: delays, rates, losses
 * and cuts in the client's own socket path.
 */
@NullMarked
package org.opensmdp.simulator.link;

import org.jspecify.annotations.NullMarked;
