package org.opensmdp.es2plus;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.opensmdp.activation.Caller;
import org.opensmdp.activation.Callers;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.RspException;

/** Who calls: the certificate of the connection and the header of the request (SGP.22 v2 §6.5.1). */
final class CallerJson {
  private static final String HEADER = "header";
  private static final String REQUESTER = "functionRequesterIdentifier";
  private static final String CALL = "functionCallIdentifier";

  static final Set<String> MEMBERS = Set.of(HEADER, REQUESTER, CALL);

  private CallerJson() {}

  /**
   * Has the caller identified.
   *
   * @throws RspException as {@link Callers#identify} does
   */
  static Caller read(JsonObject body, X509Certificate certificate, Callers callers) {
    var header = body.object(HEADER);
    return callers.identify(
        keyFingerprint(certificate),
        header.flatMap(members -> members.text(REQUESTER)),
        header.flatMap(members -> members.text(CALL)));
  }

  /** SHA-256 of the SubjectPublicKeyInfo: it stays the same when a certificate is renewed. */
  private static Bytes keyFingerprint(X509Certificate certificate) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return Bytes.wrap(sha256.digest(certificate.getPublicKey().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
