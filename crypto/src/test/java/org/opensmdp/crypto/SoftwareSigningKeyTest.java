package org.opensmdp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

class SoftwareSigningKeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Bytes MESSAGE = Bytes.of((byte) 1, (byte) 2);

  private final Path directory;

  SoftwareSigningKeyTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameKeyAfterAFile(Curve curve) throws IOException {
    var key = SoftwareSigningKey.generate(curve, RANDOM);
    var file = directory.resolve("key.pem");

    key.writePem(file);
    key.writePem(file); // replaces
    var read = SoftwareSigningKey.fromPem(file);

    assertThat(read.publicKey()).isEqualTo(key.publicKey());
    assertThat(Signatures.verify(key.publicKey(), MESSAGE, read.sign(MESSAGE))).isTrue();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(directory).isDirectoryContaining("glob:**/key.pem");
    assertThat(directory.toFile().list()).hasSize(1);
  }

  /** As {@code openssl ecparam -genkey} writes it: the parameters, then the key. */
  @ParameterizedTest
  @EnumSource
  void readsSec1BehindItsParameters(Curve curve) throws IOException {
    var oid = new ASN1ObjectIdentifier(curve.oid());
    var scalar = Scalars.of(Bytes.fromHex("11".repeat(32)));
    var text = new StringWriter();
    try (var pem = new PemWriter(text)) {
      pem.writeObject(new PemObject("EC PARAMETERS", oid.getEncoded()));
      pem.writeObject(
          new PemObject("EC PRIVATE KEY", new ECPrivateKey(256, scalar, oid).getEncoded()));
    }
    var file = Files.writeString(directory.resolve("sec1.pem"), text.toString());

    var key = SoftwareSigningKey.fromPem(file);

    assertThat(key.publicKey().point()).isEqualTo(BouncyCastleEngine.of(curve).point(scalar));
  }

  @Test
  void refusesAFileWithoutAKey() throws IOException {
    var file = Files.writeString(directory.resolve("empty.pem"), "nothing\n");

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> SoftwareSigningKey.fromPem(file))
        .withMessageContaining("no PRIVATE KEY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!!!", "AAAA", "=AAA", "MAA", "MA==\n=="})
  void refusesAKeyThatIsNoBase64OrNoDer(String content) throws IOException {
    var text = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(content);
    var file = Files.writeString(directory.resolve("broken.pem"), text);

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> SoftwareSigningKey.fromPem(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "3000", "3003020101", "30053003020101", "0500", "30820102"})
  void refusesWhatIsNoKey(String hex) {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> SoftwareSigningKey.fromPkcs8(Bytes.fromHex(hex)));
  }

  @Test
  void refusesAnotherCurve() throws IOException {
    var p384 = new ASN1ObjectIdentifier("1.3.132.0.34");
    var key = new ECPrivateKey(384, java.math.BigInteger.TEN, p384).getEncoded();

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> SoftwareSigningKey.fromPkcs8(Bytes.wrap(key)))
        .withMessageContaining("1.3.132.0.34");
  }

  @ParameterizedTest
  @EnumSource
  void refusesANumberThatIsNoScalar(Curve curve) throws IOException {
    var oid = new ASN1ObjectIdentifier(curve.oid());
    var key = new ECPrivateKey(256, BouncyCastleEngine.order(curve), oid).getEncoded();

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> SoftwareSigningKey.fromPkcs8(Bytes.wrap(key)));
  }

  @ParameterizedTest
  @EnumSource
  void signsOnManyThreads(Curve curve) throws Exception {
    var key = SoftwareSigningKey.generate(curve, RANDOM);
    var threads = Executors.newFixedThreadPool(4);
    var work = IntStream.range(0, 100)
        .mapToObj(i -> (Callable<Boolean>) () -> verifies(key, Bytes.of((byte) i)))
        .toList();

    for (var done : threads.invokeAll(work)) {
      assertThat(done.get()).isTrue();
    }
    threads.shutdown();
  }

  @Test
  void showsNothingButAShortName() {
    var key = SoftwareSigningKey.generate(Curve.NIST_P256, RANDOM);

    assertThat(key.toString()).matches("SoftwareSigningKey\\[secp256r1 [0-9A-F]{8}]");
  }

  private static boolean verifies(SigningKey key, Bytes message) {
    return Signatures.verify(key.publicKey(), message, key.sign(message));
  }
}
