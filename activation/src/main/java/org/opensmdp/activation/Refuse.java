package org.opensmdp.activation;

import java.util.function.Supplier;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/** Makes a check read like the line of the standard it comes from. */
final class Refuse {
  private Refuse() {}

  static void unless(boolean holds, StatusCode otherwise, String message) {
    if (!holds) {
      throw new RspException(otherwise, message);
    }
  }

  static Supplier<RspException> as(StatusCode status, String message) {
    return () -> new RspException(status, message);
  }
}
