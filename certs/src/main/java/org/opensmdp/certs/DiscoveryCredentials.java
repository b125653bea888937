package org.opensmdp.certs;

/**
 * What an SM-DS of a test hierarchy works with: CERT.DSauth for eUICCs, CERT.DS.TLS for everybody
 * (SGP.22 v2 §4.5.2), and the CI of its cards.
 *
 * @param tlsCi the CI of the TLS certificate, and of those of its SM-DP+s
 */
public record DiscoveryCredentials(
    RspCertificate ci, RspCertificate tlsCi, Credential dsAuth, TlsIdentity tls) {}
