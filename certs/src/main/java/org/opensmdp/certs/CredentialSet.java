package org.opensmdp.certs;

import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.SmdpOid;

/**
 * What an SM-DP+ needs to speak to the eUICCs of one CI and curve: CERT.DPauth and CERT.DPpb, which
 * carry the same OID, and CERT.DP.TLS (SGP.22 v2 §4.5.2). A session keeps the set it started with.
 *
 * @param name the name the configuration gives it
 */
public record CredentialSet(
    String name, RspCertificate ci, Credential dpAuth, Credential dpPb, TlsIdentity tls) {
  public CredentialSet {
    var oid = dpAuth.certificate().smdpOid();
    if (oid.isEmpty() || !oid.equals(dpPb.certificate().smdpOid())) {
      throw new IllegalArgumentException(name + ": DPauth and DPpb carry different SM-DP+ OIDs");
    }
  }

  /** Returns the OID of the SM-DP+, as the certificates carry it. */
  public SmdpOid oid() {
    return dpAuth.certificate().smdpOid().orElseThrow();
  }

  /** Returns the curve of the signing certificates; TLS may be on another one. */
  public Curve curve() {
    return dpAuth.certificate().publicKey().curve();
  }
}
