/**
 * The operator interface (SGP.22 v2 §5.3, §6.5): JSON in and out of ES2+ onto the rules of
 * activation. It translates and decides nothing.
 */
@NullMarked
package org.opensmdp.es2plus;

import org.jspecify.annotations.NullMarked;
