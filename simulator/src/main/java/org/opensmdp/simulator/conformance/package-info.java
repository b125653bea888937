/**
 * The conformance suite: named cases that any SM-DP+ can be tried with over its public interfaces,
 * what they need of it, and what they say of it (SGP.22 v2; case identifiers in the manner of SGP.23).
 */
@NullMarked
package org.opensmdp.simulator.conformance;

import org.jspecify.annotations.NullMarked;
