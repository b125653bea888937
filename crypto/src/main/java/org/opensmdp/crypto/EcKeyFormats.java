package org.opensmdp.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;

/** EC private keys in files: PKCS#8 (RFC 5958) and SEC1 (RFC 5915), the curve by its OID. */
final class EcKeyFormats {
  private static final String PATH = "EC private key";

  private EcKeyFormats() {}

  /** What a key file says: the curve and the scalar, 1 to n-1. */
  record Scalar(Curve curve, BigInteger value) {}

  static Scalar parse(Bytes der) {
    try {
      var sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der.toArray()));
      boolean pkcs8 = sequence.size() > 1 && sequence.getObjectAt(1) instanceof ASN1Sequence;
      return pkcs8 ? pkcs8(PrivateKeyInfo.getInstance(sequence)) : sec1(sequence);
    } catch (IOException | RuntimeException e) {
      // no cause and no text of the library: it could quote the key
      throw e instanceof InvalidMessage invalid ? invalid : new InvalidMessage(PATH + ": not DER");
    }
  }

  private static Scalar pkcs8(PrivateKeyInfo info) throws IOException {
    if (!info.getPrivateKeyAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      throw new InvalidMessage(PATH + ": another algorithm (expected: id-ecPublicKey)");
    }
    var key = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey());
    return checked(curve(info.getPrivateKeyAlgorithm().getParameters()), key.getKey());
  }

  private static Scalar sec1(ASN1Sequence sequence) {
    var key = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(sequence);
    return checked(curve(key.getParametersObject()), key.getKey());
  }

  private static Curve curve(Object parameters) {
    if (parameters instanceof ASN1ObjectIdentifier oid) {
      for (Curve curve : Curve.values()) {
        if (curve.oid().equals(oid.getId())) {
          return curve;
        }
      }
      throw new InvalidMessage(
          "%s: curve %s (expected: secp256r1 or brainpoolP256r1)".formatted(PATH, oid.getId()));
    }
    throw new InvalidMessage(PATH + ": no named curve");
  }

  private static Scalar checked(Curve curve, BigInteger scalar) {
    if (!Scalars.inRange(curve, scalar)) {
      throw new InvalidMessage(PATH + ": the number is not within 1 to n-1");
    }
    return new Scalar(curve, scalar);
  }

  /** Reads 32 octets as a scalar. */
  static BigInteger scalar(Curve curve, Secret octets) {
    var copy = octets.toArray();
    var scalar = new BigInteger(1, copy);
    Arrays.fill(copy, (byte) 0);
    if (copy.length != Scalars.SIZE || !Scalars.inRange(curve, scalar)) {
      throw new IllegalArgumentException(PATH + ": not a number from 1 to n-1 in 32 octets");
    }
    return scalar;
  }

  /** Returns PKCS#8 with the public key inside, as other tools write it. */
  static byte[] pkcs8(Curve curve, BigInteger scalar, Bytes point) {
    var algorithm = new AlgorithmIdentifier(
        X9ObjectIdentifiers.id_ecPublicKey, new ASN1ObjectIdentifier(curve.oid()));
    var key = new org.bouncycastle.asn1.sec.ECPrivateKey(
        256, scalar, new DERBitString(point.toArray()), null);
    try {
      return new PrivateKeyInfo(algorithm, key).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException("in-memory encoding cannot fail", e);
    }
  }

  /** A short name for people and logs: the curve and the start of the point's SHA-256. */
  static String name(EcPublicKey key) {
    var digest = new SHA256Digest();
    digest.update(key.point().toArray(), 0, key.point().size());
    var hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return key.curve().standardName() + " " + Bytes.wrap(hash).slice(0, 4);
  }
}
