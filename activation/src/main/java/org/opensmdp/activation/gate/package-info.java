/** Whether a version may go on: statistics over what became of its attempts. Pure; nothing is stored here. */
@NullMarked
package org.opensmdp.activation.gate;

import org.jspecify.annotations.NullMarked;
