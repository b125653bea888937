package org.opensmdp.activation.slo;

/**
 * What became of orders that a card came for.
 *
 * @param installed good: installed within a day of the first card; valid: installed, or the day is over
 * @param open the day is not over, and nothing is installed yet
 */
public record OrderFigures(Tally installed, long open) {}
