package org.opensmdp.http;

import java.security.cert.X509Certificate;
import java.util.Optional;

/** What the connection says about the client, once for all its requests. */
record Peer(
    String remoteAddress,
    Optional<String> serverName,
    Optional<X509Certificate> clientCertificate) {}
