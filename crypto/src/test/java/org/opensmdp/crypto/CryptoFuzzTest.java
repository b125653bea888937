package org.opensmdp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TlvReader;
import org.opensmdp.rsp.TransactionId;

/** Hostile octets where keys are: blocks, pieces of packages, points, signatures, key files. */
class CryptoFuzzTest {
  private static final EphemeralKey NIST =
      EphemeralKey.of(Curve.NIST_P256, Secret.of(Bytes.fromHex("11".repeat(32))));
  private static final EphemeralKey BRAINPOOL =
      EphemeralKey.of(Curve.BRAINPOOL_P256R1, Secret.of(Bytes.fromHex("11".repeat(32))));

  private static BspKeys keys() {
    return new BspKeys(
        Bytes.wrap(new byte[16]),
        Secret.of(Bytes.fromHex("22".repeat(16))),
        Secret.of(Bytes.fromHex("33".repeat(16))));
  }

  static Stream<byte[]> blocks() {
    try (var bsp = new Bsp(keys())) {
      var whole = Bytes.concat(
          bsp.encryptAndMac(0x87, RecordedSession.CONFIGURE_ISDP),
          bsp.macOnlySegments(0x88, RecordedSession.STORE_METADATA),
          bsp.encryptAndMacSegments(0x86, Bytes.wrap(new byte[1100])));
      return Stream.of(whole, whole.slice(0, 30)).map(Bytes::toArray);
    }
  }

  @MethodSource("blocks")
  @FuzzTest
  void blocks(byte[] input) {
    var opener = new BspOpener(keys());
    try {
      var tlvs = new TlvReader("blocks", Bytes.of(input));
      while (tlvs.hasNext()) {
        var tlv = tlvs.next();
        assertThat(opener.open(tlv).size()).isLessThan(tlv.whole().size());
      }
    } catch (InvalidMessage | BspException refused) {
      assertThat(refused).hasMessageMatching("[ -~]+");
    }
  }

  static Stream<byte[]> contents() {
    return Stream.of(new byte[] {0}, new byte[16], new byte[33], new byte[1007]);
  }

  /** A right MAC around hostile octets: what is left is padding and size. */
  @MethodSource("contents")
  @FuzzTest
  void contents(byte[] input) throws Exception {
    var data = Bytes.of(Arrays.copyOf(input, Math.min(input.length, Bsp.MOST_DATA)));
    var opener = new BspOpener(keys());

    try (var bsp = new Bsp(keys())) {
      assertThat(opener.open(tlv(bsp.encryptAndMac(0x86, data)))).isEqualTo(data);
      assertThat(opener.open(tlv(bsp.macOnly(0x88, data)))).isEqualTo(data);
      try {
        assertThat(opener.open(tlv(bsp.macOnly(0x87, data))).size()).isLessThan(data.size());
      } catch (BspException refused) {
        boolean blocks = data.size() > 0 && data.size() % 16 == 0;
        assertThat(refused.kind())
            .isEqualTo(blocks ? BspException.Kind.SECURITY : BspException.Kind.STRUCTURE);
      }
    }
  }

  private static Tlv tlv(Bytes octets) {
    return Tlv.parse("block", octets);
  }

  static Stream<byte[]> pieces() {
    return Stream.concat(PackageScript.samples(), Stream.of(new byte[] {0}));
  }

  @MethodSource("pieces")
  @FuzzTest
  void pieces(byte[] input) {
    var script = new PackageScript(Bytes.of(input));
    var opener = script.opener();
    var opened = new ArrayList<OpenedCommand>();
    try {
      while (script.hasNext() && !opener.ended()) {
        opener.feed(script.next(opened)).ifPresent(opened::add);
      }
    } catch (BppFailure refused) {
      assertThat(refused.reason()).isNotNull();
      assertThatIllegalStateException().isThrownBy(() -> opener.feed(Bytes.EMPTY));
    }
    assertThat(opened).hasSizeLessThanOrEqualTo(5);
  }

  static Stream<byte[]> packages() {
    return BoundProfilePackage.parse(RecordedSession.BOUND_PROFILE_PACKAGE).segments().stream()
        .map(Bytes::toArray);
  }

  /** The first piece, which everything else hangs on. */
  @MethodSource("packages")
  @FuzzTest
  void packages(byte[] input) {
    var opener = new BoundPackageOpener(
        NIST,
        RecordedSession.Signer.DP_PB.key(),
        new TransactionId(RecordedSession.TRANSACTION_ID),
        RecordedSession.EID);
    try {
      assertThat(opener.feed(Bytes.of(input))).isEmpty();
    } catch (BppFailure refused) {
      assertThat(refused.command()).isEqualTo(BppCommandId.INITIALISE_SECURE_CHANNEL);
    }
  }

  static Stream<byte[]> points() {
    var points = new ArrayList<Bytes>();
    for (var key : List.of(NIST, BRAINPOOL)) {
      points.add(key.publicKey().point());
      points.addAll(MalformedPoints.from(key.publicKey()));
    }
    var signature = Bytes.fromHex("01".repeat(64));
    return points.stream()
        .flatMap(point -> Stream.of(0, 1)
            .map(curve ->
                Bytes.concat(Bytes.of(curve.byteValue()), point, signature).toArray()));
  }

  @MethodSource("points")
  @FuzzTest
  void points(byte[] input) {
    var octets = Bytes.of(Arrays.copyOf(input, Math.max(input.length, 66)));
    var mine = (octets.at(0) & 1) == 0 ? NIST : BRAINPOOL;
    try {
      var theirs = new EcPublicKey(mine.publicKey().curve(), octets.slice(1, 66));
      var signature = octets.slice(66, octets.size());
      assertThat(Signatures.verify(theirs, Bytes.EMPTY, signature)).isIn(true, false);
      try (var z = mine.agree(theirs)) {
        assertThat(z.size()).isEqualTo(32);
      }
    } catch (IllegalArgumentException | InvalidPoint refused) {
      assertThat(refused).hasMessageContaining("public key").hasMessageMatching("[ -~]+");
    }
  }

  static Stream<byte[]> keyFiles() {
    return Stream.of(NIST, BRAINPOOL)
        .map(key -> EcKeyFormats.pkcs8(
            key.publicKey().curve(), BigInteger.TEN, key.publicKey().point()));
  }

  @MethodSource("keyFiles")
  @FuzzTest
  void keyFiles(byte[] input) {
    try {
      var scalar = EcKeyFormats.parse(Bytes.of(input));
      assertThat(Scalars.inRange(scalar.curve(), scalar.value())).isTrue();
    } catch (InvalidMessage refused) {
      assertThat(refused).hasNoCause().hasMessageStartingWith("EC private key");
    }
  }
}
