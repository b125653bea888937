/** The cases of the conformance suite, one class per function. */
@NullMarked
package org.opensmdp.simulator.conformance.cases;

import org.jspecify.annotations.NullMarked;
