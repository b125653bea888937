package org.opensmdp.activation.gate;

import java.util.Optional;

/**
 * How it stands with one stratum, for boards and for people.
 *
 * @param verdicts successes and failures that counted, over all stages
 * @param successes of them
 * @param unknown failures of them that no source explains
 * @param silent packages that were never confirmed
 * @param excluded attempts that ended by fault of a person, the operator, the network or the device
 * @param repeated ends of cards that had had the same one before; they do not count twice
 * @param lambda of the sequential test, between the borders of the terms
 * @param p0 success that is expected here
 * @param p1 success at which the version is bad
 * @param accepted whether it has proved itself here
 * @param fault why it failed here; absent if it did not
 */
public record StratumState(
    Stratum stratum,
    int verdicts,
    int successes,
    int unknown,
    int silent,
    int excluded,
    int repeated,
    double lambda,
    double p0,
    double p1,
    boolean accepted,
    Optional<String> fault) {}
