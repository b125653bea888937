package org.opensmdp.activation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.opensmdp.rsp.Bytes;

/**
 * By which a repeated ES2+ call is recognised: a hash of the operator, the function and its
 * parameters, and a second one with the functionCallIdentifier. A call with the parameters of one that
 * its order remembers is a re-send and gets the same answer; any difference makes it a new call, judged
 * on state. Once the order is over, only the call with the same identifier is a re-send.
 *
 * @param octets 64: both hashes, that of the parameters first
 */
record CallDigest(Bytes octets) {
  private static final int HASH = 32;

  static CallDigest of(Caller caller, String function, Object... parameters) {
    String text = Arrays.stream(parameters)
        .map(String::valueOf)
        .map(parameter -> parameter.length() + ":" + parameter)
        .collect(Collectors.joining(",", caller.operator().operatorId() + function, ""));
    var alike = Digest.of(Bytes.wrap(text.getBytes(UTF_8)));
    var call = Bytes.wrap(caller.callIdentifier().getBytes(UTF_8));
    return new CallDigest(Bytes.concat(alike, Digest.of(Bytes.concat(alike, call))));
  }

  /** Whether the digest of the other call, or of one from before identifiers were kept, begins alike. */
  boolean hasParametersOf(Bytes other) {
    return other.size() >= HASH && other.slice(0, HASH).equals(octets.slice(0, HASH));
  }
}
