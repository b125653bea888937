package org.opensmdp.certs;

import java.nio.file.Path;

/**
 * Two files.
 *
 * @param certificate PEM or DER; in PEM the certificates of the chain may follow
 * @param key PEM, PKCS#8 or SEC1, not encrypted
 */
public record CertAndKey(Path certificate, Path key) implements CredentialSource {}
