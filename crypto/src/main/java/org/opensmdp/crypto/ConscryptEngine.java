package org.opensmdp.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import org.conscrypt.Conscrypt;
import org.opensmdp.rsp.Bytes;

/** P-256 by BoringSSL through Conscrypt: four times as fast as Bouncy Castle. */
final class ConscryptEngine implements EcEngine {
  private static final Curve CURVE = Curve.NIST_P256;
  private static final String ECDSA = "SHA256withECDSA";

  /** SubjectPublicKeyInfo of a P-256 key up to the point. */
  private static final Bytes SPKI_HEAD =
      Bytes.fromHex("3059301306072A8648CE3D020106082A8648CE3D030107034200");

  private final Provider provider;
  private final KeyFactory factory;
  private final RecentKeys<PublicKey> keys = new RecentKeys<>();

  private ConscryptEngine(Provider provider) throws GeneralSecurityException {
    this.provider = provider;
    this.factory = KeyFactory.getInstance("EC", provider);
  }

  /** Returns the engine, or empty where the native library does not load or does not compute. */
  static Optional<ConscryptEngine> load() {
    try {
      if (!Conscrypt.isAvailable()) {
        return Optional.empty();
      }
      var engine = new ConscryptEngine(Conscrypt.newProvider());
      return engine.computes() ? Optional.of(engine) : Optional.empty();
    } catch (GeneralSecurityException | LinkageError | RuntimeException e) {
      return Optional.empty(); // the reason is the platform's; doctor shows what was chosen instead
    }
  }

  static String version() {
    var version = Conscrypt.version();
    return "Conscrypt %d.%d.%d".formatted(version.major(), version.minor(), version.patch());
  }

  private boolean computes() {
    var key = generate(new SecureRandom());
    var message = key.publicKey().point();
    return verifies(message, message, key.sign(message));
  }

  @Override
  public boolean verifies(Bytes point, Bytes message, RawSignature signature) {
    try {
      var verifier = Signature.getInstance(ECDSA, provider);
      verifier.initVerify(recent(point));
      verifier.update(message.toArray());
      return verifier.verify(signature.toDer());
    } catch (InvalidPoint | InvalidKeyException | SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Conscrypt has no " + ECDSA, e);
    }
  }

  /** BoringSSL draws from its own generator, seeded by the kernel. */
  @Override
  public EcPrivateKey generate(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(new ECGenParameterSpec(CURVE.standardName()), random);
      var pair = generator.generateKeyPair();
      return new Key(pair.getPrivate(), point(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Conscrypt cannot make a key", e);
    }
  }

  @Override
  public EcPrivateKey key(BigInteger scalar) {
    var point = BouncyCastleEngine.of(CURVE).point(scalar);
    var der = EcKeyFormats.pkcs8(CURVE, scalar, point);
    try {
      return new Key(factory.generatePrivate(new PKCS8EncodedKeySpec(der)), point);
    } catch (InvalidKeySpecException e) {
      throw new IllegalStateException("Conscrypt refuses a key in range", e);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private PublicKey recent(Bytes point) throws InvalidPoint {
    var known = keys.find(point);
    if (known.isPresent()) {
      return known.get();
    }
    var key = decode(point);
    keys.keep(point, key);
    return key;
  }

  private PublicKey decode(Bytes point) throws InvalidPoint {
    var spki = Bytes.concat(SPKI_HEAD, point).toArray();
    try {
      return factory.generatePublic(new X509EncodedKeySpec(spki));
    } catch (InvalidKeySpecException e) {
      throw new InvalidPoint(CURVE, e);
    }
  }

  private static Bytes point(PublicKey key) {
    var spki = Bytes.wrap(key.getEncoded());
    if (!spki.startsWith(SPKI_HEAD)) {
      throw new IllegalStateException("Conscrypt encodes a P-256 key in another way");
    }
    return spki.slice(SPKI_HEAD.size(), spki.size());
  }

  private final class Key implements EcPrivateKey {
    private final PrivateKey secret;
    private final EcPublicKey publicKey;

    Key(PrivateKey secret, Bytes point) {
      this.secret = secret;
      this.publicKey = new EcPublicKey(CURVE, point);
    }

    @Override
    public EcPublicKey publicKey() {
      return publicKey;
    }

    @Override
    public RawSignature sign(Bytes message) {
      try {
        var signer = Signature.getInstance(ECDSA, provider);
        signer.initSign(secret);
        signer.update(message.toArray());
        return RawSignature.fromDer(signer.sign());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Conscrypt cannot sign", e);
      }
    }

    @Override
    public byte[] agree(Bytes peer) throws InvalidPoint {
      try {
        var agreement = KeyAgreement.getInstance("ECDH", provider);
        agreement.init(secret);
        agreement.doPhase(decode(peer), true);
        return agreement.generateSecret();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Conscrypt cannot agree on a key", e);
      }
    }

    @Override
    public BigInteger scalar() {
      return ((ECPrivateKey) secret).getS();
    }
  }
}
