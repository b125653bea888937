package org.opensmdp.certs;

/** Where a certificate and its private key lie. */
public sealed interface CredentialSource permits CertAndKey, Pkcs12 {}
