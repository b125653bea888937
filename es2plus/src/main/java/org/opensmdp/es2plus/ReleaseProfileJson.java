package org.opensmdp.es2plus;

import java.util.Set;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.rsp.Iccid;

/** ES2+.ReleaseProfile in JSON (SGP.22 v2 §6.5.2.4). */
final class ReleaseProfileJson {
  static final Set<String> MEMBERS = Set.of(Parameters.ICCID);

  private ReleaseProfileJson() {}

  static Iccid read(JsonObject body) {
    return Parameters.requiredIccid(body);
  }

  /** The header alone. */
  static byte[] write() {
    return Answers.success().end();
  }
}
