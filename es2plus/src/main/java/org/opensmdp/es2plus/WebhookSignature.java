package org.opensmdp.es2plus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.opensmdp.rsp.Secret;

/**
 * The signature of a webhook, as Standard Webhooks has it, so that receivers find libraries for it:
 * HMAC-SHA256 over {@code id.timestamp.body}, in base64 after {@code v1,}. The id is that of the event
 * and knows a repetition; the timestamp is that of the attempt, in seconds since 1970, and shows that
 * the message is not an old one sent again by somebody else.
 */
final class WebhookSignature {
  private static final String ALGORITHM = "HmacSHA256";

  private WebhookSignature() {}

  static String of(Secret secret, String id, Instant timestamp, byte[] body) {
    var key = secret.toArray();
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update((id + "." + timestamp.getEpochSecond() + ".").getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
