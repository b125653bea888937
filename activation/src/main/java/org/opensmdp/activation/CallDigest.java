package org.opensmdp.activation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.opensmdp.rsp.Bytes;

/**
 * By which a repeated ES2+ call is recognised: a hash of the operator, the function and its
 * parameters. A call with the same digest as the one that moved the profile last is a re-send and
 * gets the same answer; any difference makes it a new call, judged on state. An order by type is
 * recognised for as long as it lasts.
 */
final class CallDigest {
  private CallDigest() {}

  static Bytes of(Caller caller, String function, Object... parameters) {
    String text = Arrays.stream(parameters)
        .map(String::valueOf)
        .map(parameter -> parameter.length() + ":" + parameter)
        .collect(Collectors.joining(",", caller.operator().operatorId() + function, ""));
    return Digest.of(Bytes.wrap(text.getBytes(UTF_8)));
  }
}
