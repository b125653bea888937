package org.opensmdp.crypto;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;

/** A signing key in the memory of this process, from a file or made here. Any thread. */
public final class SoftwareSigningKey implements SigningKey {
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String SEC1 = "EC PRIVATE KEY";

  private final EcPrivateKey key;

  private SoftwareSigningKey(EcPrivateKey key) {
    this.key = key;
  }

  public static SoftwareSigningKey generate(Curve curve, SecureRandom random) {
    return new SoftwareSigningKey(CryptoProviders.of(curve).generate(random));
  }

  /**
   * Reads PKCS#8 or SEC1; the public key is computed, not read.
   *
   * @throws InvalidMessage if it is not an EC private key on one of the two curves
   */
  public static SoftwareSigningKey fromPkcs8(Bytes der) {
    var scalar = EcKeyFormats.parse(der);
    return new SoftwareSigningKey(CryptoProviders.of(scalar.curve()).key(scalar.value()));
  }

  /**
   * Reads the first private key of a PEM file.
   *
   * @throws IOException if the file cannot be read or is not PEM
   * @throws InvalidMessage if it holds no EC private key in the clear on one of the two curves
   */
  public static SoftwareSigningKey fromPem(Path path) throws IOException {
    try (var reader = new PemReader(Files.newBufferedReader(path))) {
      for (var object = reader.readPemObject(); object != null; object = reader.readPemObject()) {
        if (object.getType().equals(PKCS8) || object.getType().equals(SEC1)) {
          return fromPkcs8(Bytes.wrap(object.getContent()));
        }
      }
    } catch (DecoderException e) {
      throw new InvalidMessage(path + ": not base64");
    }
    throw new InvalidMessage(
        "%s: no %s in it (expected: PKCS#8 or SEC1, not encrypted)".formatted(path, PKCS8));
  }

  /** Writes PKCS#8 in PEM, readable and writable by the owner only; replaces the file whole. */
  public void writePem(Path path) throws IOException {
    var directory = Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file, not a root");
    var unfinished = Files.createTempFile(directory, ".key", ".pem"); // made with mode 0600
    try {
      Files.writeString(unfinished, pem());
      Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Returns the key as PKCS#8 DER, which {@link #fromPkcs8} reads; the caller erases it. */
  public Secret pkcs8() {
    var der = pkcs8Octets();
    var secret = Secret.of(der);
    Arrays.fill(der, (byte) 0);
    return secret;
  }

  private byte[] pkcs8Octets() {
    BigInteger scalar = key.scalar();
    return EcKeyFormats.pkcs8(publicKey().curve(), scalar, publicKey().point());
  }

  private String pem() throws IOException {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(PKCS8, pkcs8Octets()));
    }
    return text.toString();
  }

  @Override
  public EcPublicKey publicKey() {
    return key.publicKey();
  }

  @Override
  public Bytes sign(Bytes message) {
    return key.sign(message).octets();
  }

  @Override
  public String toString() {
    return "SoftwareSigningKey[" + EcKeyFormats.name(publicKey()) + "]";
  }
}
