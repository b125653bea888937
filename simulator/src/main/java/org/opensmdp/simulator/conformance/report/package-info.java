/** What is told of a run of the conformance suite: to people, on a page; to machines, in JSON and XML. */
@NullMarked
package org.opensmdp.simulator.conformance.report;

import org.jspecify.annotations.NullMarked;
