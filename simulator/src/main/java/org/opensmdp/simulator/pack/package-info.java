/**
 * Populations of devices by region: packs of operators, devices, links and arrivals as data, their run
 * against a server, and the report of it.
 */
@NullMarked
package org.opensmdp.simulator.pack;

import org.jspecify.annotations.NullMarked;
