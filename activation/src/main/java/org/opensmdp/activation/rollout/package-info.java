/**
 * Versions given out in stages: who gets which, when a stage is left, and how a version is taken back. Nothing
 * here speaks to a device; it is asked when an order is claimed, and acts on what becomes of the attempts.
 */
@NullMarked
package org.opensmdp.activation.rollout;

import org.jspecify.annotations.NullMarked;
