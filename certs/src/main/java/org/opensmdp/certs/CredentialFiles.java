package org.opensmdp.certs;

import java.nio.file.Path;

/**
 * The files of one credential set.
 *
 * @param ci the CI certificate, PEM or DER
 */
public record CredentialFiles(
    Path ci, CredentialSource dpAuth, CredentialSource dpPb, CredentialSource tls) {}
