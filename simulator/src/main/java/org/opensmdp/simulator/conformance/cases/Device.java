package org.opensmdp.simulator.conformance.cases;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The side of a device in a handshake that is looked at afterwards: it has no certificate of its own,
 * remembers whether it was asked for one, and takes every server.
 */
final class Device extends X509ExtendedTrustManager {
  private final AtomicBoolean asked = new AtomicBoolean();

  boolean asked() {
    return asked.get();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {}

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  /** Has none. */
  X509ExtendedKeyManager keys() {
    return new X509ExtendedKeyManager() {
      @Override
      public @Nullable String chooseClientAlias(
          String[] types, Principal[] issuers, Socket socket) {
        asked.set(true);
        return null;
      }

      @Override
      public String[] getClientAliases(String type, Principal[] issuers) {
        return new String[0];
      }

      @Override
      public String[] getServerAliases(String type, Principal[] issuers) {
        return new String[0];
      }

      @Override
      public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return null;
      }

      @Override
      public X509Certificate[] getCertificateChain(String alias) {
        return new X509Certificate[0];
      }

      @Override
      public @Nullable PrivateKey getPrivateKey(String alias) {
        return null;
      }
    };
  }
}
