/**
 * The device interface (SGP.22 v2 §5.6, §6.5): JSON in and out of ES9+ onto the rules of
 * activation. It translates and decides nothing.
 */
@NullMarked
package org.opensmdp.es9plus;

import org.jspecify.annotations.NullMarked;
