package org.opensmdp.es9plus;

import java.util.Base64;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.PrepareDownloadResponse;

/** Bodies as devices send them, well formed and small. */
final class Bodies {
  static final String INFO1 =
      "BF201F8203020301A9160414010203040506070809AABBCCDDEEFF1011121314AA00";
  static final String INITIATE =
      "{\"euiccChallenge\":\"AAECAwQFBgcICQoLDA0ODw==\",\"euiccInfo1\":\"%s\",\"smdpAddress\":\"smdp.example.com\"}"
          .formatted(base64(Bytes.fromHex(INFO1)));
  static final String AUTHENTICATE = transaction(
      "authenticateServerResponse",
      AuthenticateServerResponse.Error.of(Es9PlusInterface.ID, 127).der());
  static final String PREPARE = transaction(
      "prepareDownloadResponse",
      PrepareDownloadResponse.Error.of(Es9PlusInterface.ID, 127).der());
  static final String CANCEL =
      transaction("cancelSessionResponse", CancelSessionResponse.Error.of(127).der());
  static final String NOTIFY = "{\"pendingNotification\":\"vzcA\"}";

  private Bodies() {}

  /** Returns the body of a function's name in the path. */
  static String of(String function) {
    return switch (function) {
      case "initiateAuthentication" -> INITIATE;
      case "authenticateClient" -> AUTHENTICATE;
      case "getBoundProfilePackage" -> PREPARE;
      case "cancelSession" -> CANCEL;
      default -> NOTIFY;
    };
  }

  static String transaction(String member, Bytes message) {
    return "{\"transactionId\":\"%s\",\"%s\":\"%s\"}"
        .formatted(Es9PlusInterface.ID, member, base64(message));
  }

  static String base64(Bytes octets) {
    return Base64.getEncoder().encodeToString(octets.toArray());
  }
}
