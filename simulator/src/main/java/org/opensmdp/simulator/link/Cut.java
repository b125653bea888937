package org.opensmdp.simulator.link;

/** A time without a network: simulated nanoseconds, and whether connections die of it. */
record Cut(long begins, long ends, boolean breaks) {}
