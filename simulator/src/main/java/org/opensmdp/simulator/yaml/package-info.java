/** Files that people write for the simulator, read strictly. */
@NullMarked
package org.opensmdp.simulator.yaml;

import org.jspecify.annotations.NullMarked;
