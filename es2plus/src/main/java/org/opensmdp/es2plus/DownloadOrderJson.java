package org.opensmdp.es2plus;

import java.util.Set;
import org.opensmdp.activation.DownloadOrder;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.rsp.Iccid;

/** ES2+.DownloadOrder in JSON (SGP.22 v2 §6.5.2.1). */
final class DownloadOrderJson {
  static final Set<String> MEMBERS = Set.of(Parameters.EID, Parameters.ICCID, "profileType");

  private DownloadOrderJson() {}

  static DownloadOrder.Request read(JsonObject body) {
    return new DownloadOrder.Request(
        Parameters.eid(body), Parameters.iccid(body), Parameters.filled(body, "profileType"));
  }

  static byte[] write(Iccid iccid) {
    return Answers.success().text(Parameters.ICCID, iccid.padded()).end();
  }
}
