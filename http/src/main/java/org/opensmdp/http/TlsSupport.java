package org.opensmdp.http;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** Which TLS implementation this machine gives us: BoringSSL is some ten times faster. */
public final class TlsSupport {
  private TlsSupport() {}

  /** For those who run the server: "BoringSSL …", or "JDK …" with why BoringSSL did not load. */
  public static String description() {
    return OpenSsl.isAvailable()
        ? OpenSsl.versionString()
        : "JDK (" + OpenSsl.unavailabilityCause().getMessage() + ")";
  }

  static SslProvider provider() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
  }
}
