/**
 * What is promised, what was kept of it, and how much may still go wrong. The rules are pure; the storage counts.
 */
@NullMarked
package org.opensmdp.activation.slo;

import org.jspecify.annotations.NullMarked;
