package org.opensmdp.cli;

import org.opensmdp.rsp.Bytes;

/** A call of a function on the wire: what was sent as the body, and what came back. */
record Exchange(String function, Bytes request, RawAnswer answer) {}
