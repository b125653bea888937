package org.opensmdp.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.opensmdp.rsp.Bytes;

/** Bouncy Castle's lightweight API: brainpoolP256r1 always, P-256 where no native library loads. */
final class BouncyCastleEngine implements EcEngine {
  private static final BouncyCastleEngine NIST = new BouncyCastleEngine(Curve.NIST_P256);
  private static final BouncyCastleEngine BRAINPOOL =
      new BouncyCastleEngine(Curve.BRAINPOOL_P256R1);

  private final Curve curve;
  private final ECDomainParameters domain;
  private final RecentKeys<ECPublicKeyParameters> keys = new RecentKeys<>();

  private BouncyCastleEngine(Curve curve) {
    this.curve = curve;
    this.domain = new ECDomainParameters(parameters(new ASN1ObjectIdentifier(curve.oid())));
  }

  static BouncyCastleEngine of(Curve curve) {
    return curve == Curve.NIST_P256 ? NIST : BRAINPOOL;
  }

  /** Bouncy Castle knows its version in the provider only. */
  static String version() {
    return "Bouncy Castle " + new BouncyCastleProvider().getVersionStr();
  }

  static BigInteger order(Curve curve) {
    return of(curve).domain.getN();
  }

  /** The custom curves are several times faster; there is none for brainpool. */
  private static X9ECParameters parameters(ASN1ObjectIdentifier oid) {
    var fast = CustomNamedCurves.getByOID(oid);
    return fast != null ? fast : ECNamedCurveTable.getByOID(oid);
  }

  @Override
  public boolean verifies(Bytes point, Bytes message, RawSignature signature) {
    var signer = new ECDSASigner();
    try {
      signer.init(false, recent(point));
    } catch (InvalidPoint e) {
      return false;
    }
    return signer.verifySignature(sha256(message), signature.r(), signature.s());
  }

  @Override
  public EcPrivateKey generate(SecureRandom random) {
    var generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(domain, random));
    var pair = generator.generateKeyPair();
    return new Key(
        (ECPrivateKeyParameters) pair.getPrivate(), (ECPublicKeyParameters) pair.getPublic());
  }

  @Override
  public EcPrivateKey key(BigInteger scalar) {
    return new Key(new ECPrivateKeyParameters(scalar, domain), publicOf(scalar));
  }

  /** Returns the point scalar · G, uncompressed. */
  Bytes point(BigInteger scalar) {
    return octets(publicOf(scalar));
  }

  private ECPublicKeyParameters publicOf(BigInteger scalar) {
    var point = new FixedPointCombMultiplier().multiply(domain.getG(), scalar);
    return new ECPublicKeyParameters(point, domain);
  }

  private ECPublicKeyParameters recent(Bytes point) throws InvalidPoint {
    var known = keys.find(point);
    if (known.isPresent()) {
      return known.get();
    }
    var key = decode(point);
    keys.keep(point, key);
    return key;
  }

  private ECPublicKeyParameters decode(Bytes point) throws InvalidPoint {
    try {
      return new ECPublicKeyParameters(domain.getCurve().decodePoint(point.toArray()), domain);
    } catch (IllegalArgumentException e) {
      throw new InvalidPoint(curve, e);
    }
  }

  private static Bytes octets(ECPublicKeyParameters key) {
    return Bytes.wrap(key.getQ().getEncoded(false));
  }

  private static byte[] sha256(Bytes message) {
    var digest = new SHA256Digest();
    digest.update(message.toArray(), 0, message.size());
    var hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }

  private final class Key implements EcPrivateKey {
    private final ECPrivateKeyParameters secret;
    private final EcPublicKey publicKey;

    Key(ECPrivateKeyParameters secret, ECPublicKeyParameters publicKey) {
      this.secret = secret;
      this.publicKey = new EcPublicKey(curve, octets(publicKey));
    }

    @Override
    public EcPublicKey publicKey() {
      return publicKey;
    }

    /** The nonce is that of RFC 6979, so no weak random generator can give the key away. */
    @Override
    public RawSignature sign(Bytes message) {
      var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
      signer.init(true, secret);
      var numbers = signer.generateSignature(sha256(message));
      return new RawSignature(numbers[0], numbers[1]);
    }

    @Override
    public byte[] agree(Bytes peer) throws InvalidPoint {
      var agreement = new ECDHBasicAgreement();
      agreement.init(secret);
      var z = new byte[Scalars.SIZE];
      Scalars.put(agreement.calculateAgreement(decode(peer)), z, 0);
      return z;
    }

    @Override
    public BigInteger scalar() {
      return secret.getD();
    }
  }
}
