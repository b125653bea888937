package org.opensmdp.activation.slo;

/**
 * How far sessions came; each step counts those of the step before that went on.
 *
 * @param asked authenticateClient was called; what came before it leaves no row, and is a metric
 * @param authenticated the card proved itself, and there was an order for it
 * @param delivered its package left
 * @param reported the card said what became of it, in time or late
 * @param installed it said that it has installed
 * @param enabled it said that the profile was enabled
 */
public record Funnel(
    long asked, long authenticated, long delivered, long reported, long installed, long enabled) {}
