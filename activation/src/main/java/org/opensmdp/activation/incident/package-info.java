/** From the first sign of trouble to its end: what happened, who saw it when, and how long it hurt. */
@NullMarked
package org.opensmdp.activation.incident;

import org.jspecify.annotations.NullMarked;
