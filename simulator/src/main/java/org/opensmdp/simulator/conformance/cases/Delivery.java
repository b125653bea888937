package org.opensmdp.simulator.conformance.cases;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.conformance.Binding;
import org.opensmdp.simulator.conformance.Trial;

/** ES9+.HandleNotification as it is posted, whatever is in it; the answer is 204 and empty. */
final class Delivery {
  static final String FUNCTION = "handleNotification";

  private static final int NO_CONTENT = 204;
  private static final int CHOICE = 0xA0;

  private Delivery() {}

  /** Posts a notification in the way of the binding; it is answered 204 without a body. */
  static void of(Trial trial, PendingNotification notification) {
    var der = notification.der();
    octets(trial, trial.wire().binding() == Binding.JSON ? der : Der.tlv(CHOICE, der));
  }

  /** The same with the A0 that the binding does not have, or without the one it has. */
  static void inTheOtherWay(Trial trial, PendingNotification notification) {
    var der = notification.der();
    octets(trial, trial.wire().binding() == Binding.JSON ? Der.tlv(CHOICE, der) : der);
  }

  /** Posts octets in the place of the notification. */
  static void octets(Trial trial, Bytes pendingNotification) {
    if (trial.wire().binding() == Binding.JSON) {
      var text = Base64.getEncoder().encodeToString(pendingNotification.toArray());
      json(trial, "{\"pendingNotification\":\"" + text + "\"}");
    } else {
      var body = Der.tlv(0xA2, Der.tlv(0xBF3D, pendingNotification));
      var headers = new LinkedHashMap<>(Trial.jsonHeaders());
      headers.put("Content-Type", "application/x-gsma-rsp-asn1");
      heard(trial, trial.post("/gsma/rsp2/asn1", headers, body));
    }
  }

  /** Posts a JSON object. */
  static void json(Trial trial, String object) {
    var body = Bytes.wrap(object.getBytes(StandardCharsets.UTF_8));
    heard(trial, trial.post("/gsma/rsp2/es9plus/" + FUNCTION, Trial.jsonHeaders(), body));
  }

  private static void heard(Trial trial, HttpTransport.Answer answer) {
    trial.check("HTTP status", NO_CONTENT, answer.status());
    trial.check("body", "empty", answer.body().toString(), answer.body().isEmpty());
  }
}
