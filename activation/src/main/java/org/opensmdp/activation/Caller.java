package org.opensmdp.activation;

/**
 * Who calls over ES2+, proven by certificate and named in the header (SGP.22 v2 §5.3).
 *
 * @param callIdentifier the functionCallIdentifier, unique per call by the caller's word
 */
public record Caller(Operator operator, String callIdentifier) {}
