package org.opensmdp.server;

import io.prometheus.client.Histogram;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.SigningKey;
import org.opensmdp.rsp.Bytes;

/** A signing key whose signatures are timed. */
record TimedSigningKey(SigningKey key, Histogram.Child seconds) implements SigningKey {
  @Override
  public EcPublicKey publicKey() {
    return key.publicKey();
  }

  @Override
  public Bytes sign(Bytes message) {
    long begun = System.nanoTime();
    var signature = key.sign(message);
    seconds.observe((System.nanoTime() - begun) / 1e9);
    return signature;
  }
}
