package org.opensmdp.server;

import java.util.Optional;
import javax.net.ssl.KeyManager;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.crypto.Curve;
import org.opensmdp.es2plus.CallbackClient;
import org.opensmdp.es2plus.CallbackTls;

/**
 * What this server shows of itself when it calls operators: the TLS certificate of the credential set
 * that the callback names, of the first one on P-256 if it names none; and the OID of the first set.
 */
final class CallbackIdentity {
  private CallbackIdentity() {}

  static CallbackClient client(Credentials credentials) {
    var tls = new CallbackTls(name -> keys(name, credentials));
    return new CallbackClient(tls, credentials.all().get(0).oid().toString());
  }

  private static KeyManager[] keys(Optional<String> name, Credentials credentials) {
    return name.map(given -> named(given, credentials))
        .or(() -> credentials.all().stream()
            .map(set -> set.tls())
            .filter(CallbackIdentity::isReadable)
            .findFirst())
        .map(TlsIdentity::keyManagers)
        .orElseGet(() -> new KeyManager[0]);
  }

  private static TlsIdentity named(String name, Credentials credentials) {
    try {
      return credentials.named(name).tls();
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The platform's TLS knows no brainpool. */
  private static boolean isReadable(TlsIdentity identity) {
    return identity.certificate().publicKey().curve() == Curve.NIST_P256;
  }
}
