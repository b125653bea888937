package org.opensmdp.console;

import java.util.LinkedHashMap;
import java.util.Map;
import org.opensmdp.rsp.ActivationCode;

/** Everything a subscriber may need to get an order onto a phone, but the confirmation code. */
final class ActivationKit {
  private static final String APPLE =
      "https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=";

  private ActivationKit() {}

  static Map<String, Object> of(ActivationCode code) {
    var kit = new LinkedHashMap<String, Object>();
    kit.put("activationCode", code.toString());
    kit.put("uri", code.toUri());
    kit.put("qrText", code.toQrText());
    kit.put("shell", "'" + code.toUri() + "'");
    kit.put("confirmationCodeRequired", code.confirmationCodeRequired());
    kit.put(
        "manual",
        Map.of(
            "smdpAddress", code.smdpAddress(), "matchingId", code.matchingId().text()));
    kit.put("links", Map.of("apple", APPLE + code.toUri(), "android", code.toUri()));
    return kit;
  }
}
