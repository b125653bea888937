package org.opensmdp.persistence;

import java.time.Instant;
import java.util.Optional;
import org.opensmdp.activation.AttemptEnd;
import org.opensmdp.activation.Attribution;

/**
 * One attempt as its session has it: what it is counted by. No identity of a card or a subscriber is
 * among it.
 *
 * @param operator the tenant's name
 * @param version {@code type/number} of what was delivered, {@code type/-} of a ready-made package
 * @param mcc of the profile's IMSI, 3 digits; absent where a package names none
 * @param synthetic whether it is one of our own, which counts for no objective
 * @param firstContact when the first card came for the order
 * @param result absent while the attempt lasts
 * @param cause empty of a success
 * @param late what a report said that came after the attempt was given up
 */
public record AttemptRow(
    String operator,
    String version,
    Optional<String> mcc,
    String eum,
    String firmware,
    boolean synthetic,
    Instant begunAt,
    Instant firstContact,
    Optional<Instant> deliveredAt,
    Optional<Instant> endedAt,
    Optional<AttemptEnd.Result> result,
    Optional<Attribution> attribution,
    String cause,
    Optional<AttemptEnd.Result> late) {}
