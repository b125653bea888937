package org.opensmdp.es2plus;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.opensmdp.rsp.Bytes;

/** The certificate an operator proves itself with, issued for the test. */
record ClientCertificate(X509Certificate certificate, Bytes keyFingerprint) {

  static ClientCertificate fresh() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var keys = generator.generateKeyPair();
      var name = new X500Name("CN=operator");
      var from = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
      var to = Date.from(Instant.parse("2036-01-01T00:00:00Z"));
      var holder = new JcaX509v3CertificateBuilder(
              name, BigInteger.ONE, from, to, name, keys.getPublic())
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
      byte[] info = holder.getSubjectPublicKeyInfo().getEncoded();
      byte[] fingerprint = MessageDigest.getInstance("SHA-256").digest(info);
      return new ClientCertificate(
          new JcaX509CertificateConverter().getCertificate(holder), Bytes.wrap(fingerprint));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
