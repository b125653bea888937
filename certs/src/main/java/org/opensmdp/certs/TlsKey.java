package org.opensmdp.certs;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.rsp.Secret;

/** A new P-256 key for TLS, in the form the platform takes. */
record TlsKey(EcPublicKey publicKey, Secret pkcs8) {

  static TlsKey generate(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(Curve.NIST_P256.standardName()), random);
      var pair = generator.generateKeyPair();
      var info = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
      return new TlsKey(EcKeys.read(info), Secret.of(pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /** Returns the key with its certificate and those above it that the other side may lack. */
  TlsIdentity with(RspCertificate... chain) {
    var octets = List.of(chain).stream().map(RspCertificate::der).toList();
    try {
      return TlsIdentity.of(Curve.NIST_P256, octets, pkcs8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform refuses its own key", e);
    }
  }
}
