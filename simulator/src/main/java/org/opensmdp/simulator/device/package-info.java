/**
 * Kinds of devices, read from YAML that a lab can write, and the virtual devices made of them: a card,
 * an LPA and their manners and quirks. Whatever a device says goes through the public interfaces.
 */
@NullMarked
package org.opensmdp.simulator.device;

import org.jspecify.annotations.NullMarked;
