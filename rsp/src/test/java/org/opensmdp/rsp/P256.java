package org.opensmdp.rsp;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** ECDSA verification by Bouncy Castle, to see that the slices are the octets that were signed. */
final class P256 {
  private static final ECDomainParameters CURVE =
      new ECDomainParameters(ECNamedCurveTable.getByName("P-256"));

  private P256() {}

  static boolean verifies(Bytes point, Bytes signatureTlv, Bytes... signed) {
    var signature = SignatureTlv.value(signatureTlv);
    var verifier = new ECDSASigner();
    verifier.init(
        false, new ECPublicKeyParameters(CURVE.getCurve().decodePoint(point.toArray()), CURVE));
    return verifier.verifySignature(
        sha256(Bytes.concat(signed)),
        new BigInteger(1, signature.slice(0, 32).toArray()),
        new BigInteger(1, signature.slice(32, 64).toArray()));
  }

  private static byte[] sha256(Bytes octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets.toArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
