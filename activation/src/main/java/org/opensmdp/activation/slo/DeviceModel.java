package org.opensmdp.activation.slo;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What works on what: one kind of card, or of phone, and one version of a type.
 *
 * @param eum firmware, svn and packageVersion: what the cards say of themselves; empty in a list of phones
 * @param tac of the phones, 8 digits; empty in a list of cards
 * @param type the name
 * @param version number within the type; absent of packages that were ready-made
 * @param activation S3 of them
 * @param medianSeconds from package to report
 * @param lastSeen when the latest attempt began
 */
public record DeviceModel(
    String eum,
    String firmware,
    String svn,
    String packageVersion,
    String tac,
    String type,
    Optional<Integer> version,
    long delivered,
    Tally activation,
    OptionalDouble medianSeconds,
    Instant lastSeen) {}
