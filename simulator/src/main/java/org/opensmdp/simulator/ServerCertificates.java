package org.opensmdp.simulator;

import java.time.Instant;
import org.opensmdp.certs.RspCertificate;

/** What an eUICC looks at in any certificate of a server, whatever its role (SGP.22 v2 §4.5.2.2). */
final class ServerCertificates {
  private ServerCertificates() {}

  static boolean holds(RspCertificate certificate, RspCertificate ci, Instant now) {
    return certificate.signedBy(ci.publicKey())
        && certificate.mayCreateDigitalSignatures()
        && !certificate.ca()
        && certificate.unknownCriticalExtensions().isEmpty()
        && certificate.validAt(now)
        && ci.validAt(now);
  }
}
