package org.opensmdp.profile.text;

/**
 * A place that the text has left open.
 *
 * @param element position of the element in the package, from 0
 * @param path type and position of the element and the members down to the place: {@code
 *     akaParameter[7].algoConfiguration.algoParameter.key}
 * @param octets how many the subscriber's value must have
 */
public record Hole(HoleName name, int element, String path, int octets) {}
