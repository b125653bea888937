/**
 * The device interface (SGP.22 v2 §5.6, §6.5, §6.6): the JSON and the ASN.1 of ES9+ onto the rules
 * of activation. It translates and decides nothing.
 */
@NullMarked
package org.opensmdp.es9plus;

import org.jspecify.annotations.NullMarked;
