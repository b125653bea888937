package org.opensmdp.certs;

import java.nio.file.Path;

/**
 * A PKCS#12 file with one private key and its certificate.
 *
 * @param passwordFile the password is its first line
 */
public record Pkcs12(Path file, Path passwordFile) implements CredentialSource {}
