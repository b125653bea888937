package org.opensmdp.certs;

import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/** SubjectPublicKeyInfo of the two curves of SGP.22 v2 §2.6.2, read and written. */
final class EcKeys {
  private EcKeys() {}

  static EcPublicKey read(SubjectPublicKeyInfo info) {
    var algorithm = info.getAlgorithm();
    if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      throw new InvalidMessage("Certificate.subjectPublicKeyInfo: not an EC key");
    }
    var curve =
        curve(ASN1ObjectIdentifier.getInstance(algorithm.getParameters()).getId());
    return new EcPublicKey(curve, Bytes.of(info.getPublicKeyData().getOctets()));
  }

  static SubjectPublicKeyInfo write(EcPublicKey key) {
    var algorithm = new AlgorithmIdentifier(
        X9ObjectIdentifiers.id_ecPublicKey, new ASN1ObjectIdentifier(key.curve().oid()));
    return new SubjectPublicKeyInfo(algorithm, key.point().toArray());
  }

  private static Curve curve(String oid) {
    return Arrays.stream(Curve.values())
        .filter(curve -> curve.oid().equals(oid))
        .findFirst()
        .orElseThrow(() -> new InvalidMessage(
            "Certificate.subjectPublicKeyInfo: curve %s (expected: P-256 or brainpoolP256r1)"
                .formatted(oid)));
  }
}
