package org.opensmdp.cli.suite;

import java.util.Optional;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** An order as its operator knows it. */
record Order(Iccid iccid, Optional<MatchingId> matchingId, Optional<String> confirmationCode) {}
