package org.opensmdp.certs;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.rsp.Secret;

/** A new key for TLS, in the form TLS libraries take. */
record TlsKey(EcPublicKey publicKey, Secret pkcs8) {

  static TlsKey generate(Curve curve, SecureRandom random) {
    try {
      var generator = curve == Curve.NIST_P256
          ? KeyPairGenerator.getInstance("EC")
          : KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
      generator.initialize(new ECGenParameterSpec(curve.standardName()), random);
      var pair = generator.generateKeyPair();
      var info = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
      return new TlsKey(EcKeys.read(info), Secret.of(pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "every Java platform has P-256, Bouncy Castle both curves", e);
    }
  }

  /** Returns the key with its certificate and those above it that the other side may lack. */
  TlsIdentity with(RspCertificate... chain) {
    var octets = List.of(chain).stream().map(RspCertificate::der).toList();
    try {
      return TlsIdentity.of(publicKey.curve(), octets, pkcs8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform refuses its own key", e);
    }
  }
}
