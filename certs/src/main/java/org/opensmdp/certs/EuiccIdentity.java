package org.opensmdp.certs;

import org.opensmdp.crypto.SigningKey;
import org.opensmdp.rsp.Eid;

/** What an eUICC is made with: its certificate, that of its EUM, and its private key (SGP.22 v2 §4.5.2). */
public record EuiccIdentity(
    Eid eid, RspCertificate certificate, RspCertificate eum, SigningKey key) {

  @Override
  public String toString() {
    return "EuiccIdentity[" + eid + "]";
  }
}
