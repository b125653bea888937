package org.opensmdp.profile;

/** Where the datum of a hole stands in a normalised template. */
record HoleSlot(Hole hole, int at) {}
