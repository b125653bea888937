package org.opensmdp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TlvReader;

/** BSP, SCP03t of SGP.22 v2 §2.5.4, both sides. */
class BspTest {
  private static final Bytes EMPTY_ISDP = Bytes.fromHex("bf2400");

  /** A package of a real SM-DP+, as pySim's tests hold it. */
  @Test
  void protectsAsAThirdPartyServerDid() {
    var z = Secret.of(
        Bytes.fromHex("c9a993dd4879a8f7161f2085410edd4f9652f1df37be097ba96ba2ca6be528fe"));
    var keys = KeyDerivation.sessionKeys(z, Bytes.fromHex("8080808080808080"), RecordedSession.EID);
    var metadata =
        "bf252d5a0a98001032547698103214910947534d415f54455354921147534d415f544553545f50524f46494c45950100";
    var replacing = "bf26368010000102030405060708090a0b0c0d0e0f8110010102030405060708090a0b0c0d0e0f"
        + "8210020102030405060708090a0b0c0d0e0f";
    var bsp = new Bsp(keys);

    assertThat(bsp.encryptAndMac(0x87, EMPTY_ISDP))
        .isEqualTo(Bytes.fromHex("8718f6fe031e4b9cfe87c8e1e62f3fde85c49412d7722a6a2d89"));
    assertThat(bsp.macOnly(0x88, Bytes.fromHex(metadata)))
        .isEqualTo(Bytes.fromHex("8838" + metadata + "8a62cc9adbb5ccbc"));
    assertThat(bsp.encryptAndMac(0x87, Bytes.fromHex(replacing)))
        .isEqualTo(Bytes.fromHex(
            "8748a14c800a001992351cd46ad2945654674369701d82b7b46567652bc8fbed234939fc57fba7480155"
                + "25fd6c651e9d3d1330652d42a0cfad950e912122af4ec5362d3c0bc535729c40"));
  }

  @Test
  void protectsTheCommandsOfTheBrainpoolSession() {
    var bsp = new Bsp(BrainpoolSession.sessionKeys());

    assertThat(bsp.encryptAndMac(0x87, BrainpoolSession.CONFIGURE_ISDP))
        .isEqualTo(BrainpoolSession.CONFIGURE_ISDP_87);
    assertThat(bsp.macOnly(0x88, BrainpoolSession.STORE_METADATA))
        .isEqualTo(BrainpoolSession.STORE_METADATA_88);
    assertThat(bsp.encryptAndMac(0x87, BrainpoolSession.REPLACE_SESSION_KEYS))
        .isEqualTo(BrainpoolSession.REPLACE_SESSION_KEYS_87);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 8919b3884ed6baebd25dcfbeea2a6fdb",
    "2, 6aa2d43d8a6282576976e00f0ae80e50",
    "3, c754ea83066194cfd8f7a3aac4a9402f"
  })
  void makesInitialVectorsOfTheCounter(int counter, String vector) {
    var keys = BrainpoolSession.sessionKeys();
    var state = new BspState(keys);
    for (int i = 1; i < counter; i++) {
      state.advance(new byte[16]);
    }

    var block = new byte[16];
    state.putCounter(block, 0);
    Aes.encryption(keys.enc()).finish(block, 0, 16, block, 0);

    assertThat(Bytes.wrap(block)).isEqualTo(Bytes.fromHex(vector));
  }

  @Test
  void chainsTheWholeMac() {
    var keys = BrainpoolSession.sessionKeys();
    var first = "871880d3910142a996bc361fcab460ddf8a4"; // what the first TLV's MAC covers
    var second = "8849" + BrainpoolSession.STORE_METADATA;

    var afterFirst = mac(keys, keys.macChainingValue(), first);
    var afterSecond = mac(keys, afterFirst, second);

    assertThat(afterFirst).isEqualTo(Bytes.fromHex("fcb11e6d58b3634fe364f6a8191444ff"));
    assertThat(afterSecond).isEqualTo(Bytes.fromHex("648a8583ca422d4b9631196f1e594ea2"));
  }

  @Test
  void protectsAProfileWithProfileKeys() {
    var segments = new Bsp(BrainpoolSession.profileKeys())
        .encryptAndMacSegments(0x86, BrainpoolSession.profilePackage());

    assertThat(heads(segments))
        .containsExactly("868203F8613AA846", "868203F8472D5DF3", "8668E0B66F74F2CD");
    assertThat(macs(segments))
        .containsExactly("5D910B51FAA2D110", "4E9503C854F8AD07", "02D3622FE8A98DF8");
    assertThat(hashes(segments))
        .containsExactly(
            hex("ddb439273b5cf809e541a82e8353eb2a687410dfcf28b0ba05426237463ae58b"),
            hex("16c9ed97669d74f4dbc2379d342b4d52db37ed04ce4f957e07aca4b1e64faf0d"),
            hex("3696847e23184089a2100207f3e80e2fd78b3d54cb77905c5a61d15c5bd743ed"));
  }

  @Test
  void protectsAProfileWithSessionKeys() {
    var bsp = new Bsp(BrainpoolSession.sessionKeys());
    bsp.encryptAndMac(0x87, BrainpoolSession.CONFIGURE_ISDP);
    bsp.macOnly(0x88, BrainpoolSession.STORE_METADATA);

    var segments = bsp.encryptAndMacSegments(0x86, BrainpoolSession.profilePackage());

    assertThat(macs(segments))
        .containsExactly("86E4D5118A920161", "E216FC066792DF99", "805383AB5AC6DCAA");
    assertThat(hashes(segments))
        .containsExactly(
            hex("4945463a27c504f0ad2e1620ca25210542b65625efb55d7c1baa2e3e8f3875a0"),
            hex("70f8d5cf1328541cf6289b7076dfcfce33492205596441e1f48130d590a954df"),
            hex("17f80d5ca7ca3369b868d7a22300b0e31b482503a3d70bb9e33cc7235bb41e20"));
  }

  @Property(tries = 60)
  void opensWhatItHasProtected(
      @ForAll @IntRange(max = 1007) int first, @ForAll @IntRange(max = 1007) int second)
      throws BspException {
    var bsp = new Bsp(BrainpoolSession.profileKeys());
    var opener = new BspOpener(BrainpoolSession.profileKeys());
    var data = BrainpoolSession.profilePackage();

    assertThat(opener.open(tlv(bsp.encryptAndMac(0x86, data.slice(0, first)))))
        .isEqualTo(data.slice(0, first));
    assertThat(opener.open(tlv(bsp.macOnly(0x88, data.slice(5, 5 + second)))))
        .isEqualTo(data.slice(5, 5 + second));
    assertThat(opener.open(tlv(bsp.encryptAndMac(0x87, data.slice(9, 9 + first)))))
        .isEqualTo(data.slice(9, 9 + first));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1006, 1007, 1008, 2014, 2015, 5000})
  void keepsEveryTlvWithinTheLimit(int size) {
    var data = Bytes.of(new byte[size]);
    int expected = Math.max(1, (size + 1006) / 1007);

    var enciphered =
        tlvs(new Bsp(BrainpoolSession.profileKeys()).encryptAndMacSegments(0x86, data));
    var maced = tlvs(new Bsp(BrainpoolSession.profileKeys()).macOnlySegments(0x88, data));

    assertThat(enciphered).hasSize(expected).allMatch(tlv -> tlv.whole().size() <= 1020);
    assertThat(maced).hasSize(expected).allMatch(tlv -> tlv.whole().size() <= 1020);
  }

  @Test
  void refusesMoreDataThanATlvTakes() {
    var bsp = new Bsp(BrainpoolSession.profileKeys());
    var tooMuch = Bytes.of(new byte[1008]);

    assertThatIllegalArgumentException().isThrownBy(() -> bsp.encryptAndMac(0x86, tooMuch));
    assertThatIllegalArgumentException().isThrownBy(() -> bsp.macOnly(0x88, tooMuch));
    assertThatIllegalArgumentException().isThrownBy(() -> bsp.macOnly(0x85, EMPTY_ISDP));
  }

  @Test
  void refusesEveryFlippedBitAndMovesNothing() throws BspException {
    var opener = new BspOpener(BrainpoolSession.sessionKeys());
    var tlv = BrainpoolSession.CONFIGURE_ISDP_87;

    for (int bit = 16; bit < tlv.size() * 8; bit++) {
      var octets = tlv.toArray();
      octets[bit / 8] ^= (byte) (1 << (bit % 8));
      refuses(opener, octets, BspException.Kind.SECURITY);
    }

    assertThat(opener.open(tlv(tlv))).isEqualTo(BrainpoolSession.CONFIGURE_ISDP);
  }

  @Test
  void refusesATlvOutOfOrder() {
    var bsp = new Bsp(BrainpoolSession.profileKeys());
    bsp.encryptAndMac(0x86, EMPTY_ISDP);
    var second = bsp.encryptAndMac(0x86, EMPTY_ISDP);

    refuses(
        new BspOpener(BrainpoolSession.profileKeys()),
        second.toArray(),
        BspException.Kind.SECURITY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8700", // no MAC
        "870701020304050607",
        "87080102030405060708", // nothing enciphered
        "8709010203040506070809", // not blocks
        "85080102030405060708" // another tag
      })
  void refusesAnotherShape(String hex) {
    refuses(
        new BspOpener(BrainpoolSession.profileKeys()),
        Bytes.fromHex(hex).toArray(),
        BspException.Kind.STRUCTURE);
  }

  /** One block more than the limit: 1036 octets, as some servers send. */
  @Test
  void refusesATlvOverTheLimit() {
    var tlv = Bytes.concat(Bytes.fromHex("86820408"), Bytes.of(new byte[1032]));

    refuses(
        new BspOpener(BrainpoolSession.profileKeys()), tlv.toArray(), BspException.Kind.STRUCTURE);
  }

  @Test
  void refusesGoodMacsAroundBadPadding() {
    var keys = BrainpoolSession.profileKeys();
    var plain = new byte[32]; // counter block, then a block of zeros
    new BspState(keys).putCounter(plain, 0);
    Aes.encryption(keys.enc()).finish(plain, 0, 32, plain, 0);
    var covered = "8618" + Bytes.wrap(plain).slice(16, 32);
    var mac = mac(keys, keys.macChainingValue(), covered).slice(0, 8);

    refuses(
        new BspOpener(keys), Bytes.fromHex(covered + mac).toArray(), BspException.Kind.SECURITY);
  }

  /** A TLV of 1036 octets, as some servers send, is opened by a card that allows it. */
  @Test
  void opensALargerTlvIfItMay() throws BspException {
    var keys = BrainpoolSession.profileKeys();
    var blocks = new byte[16 + 1024];
    new BspState(keys).putCounter(blocks, 0);
    blocks[16 + 1023] = (byte) 0x80; // padding of one octet
    Aes.encryption(keys.enc()).finish(blocks, 0, blocks.length, blocks, 0);
    var covered = "86820408" + Bytes.wrap(blocks).slice(16, blocks.length);
    var mac = mac(keys, keys.macChainingValue(), covered).slice(0, 8);
    var tlv = Bytes.fromHex(covered + mac);

    assertThat(new BspOpener(keys, 1036).open(tlv(tlv))).isEqualTo(Bytes.of(new byte[1023]));
    refuses(new BspOpener(keys, 1035), tlv.toArray(), BspException.Kind.STRUCTURE);
  }

  private static void refuses(BspOpener opener, byte[] octets, BspException.Kind kind) {
    assertThatExceptionOfType(BspException.class)
        .isThrownBy(() -> opener.open(tlv(Bytes.wrap(octets))))
        .returns(kind, BspException::kind);
  }

  private static Bytes mac(BspKeys keys, Bytes before, String covered) {
    var message = Bytes.concat(before, Bytes.fromHex(covered));
    var mac = new byte[16];
    new AesCmac(keys.mac()).mac(message.toArray(), message.size(), mac);
    return Bytes.wrap(mac);
  }

  private static Tlv tlv(Bytes octets) {
    return Tlv.parse("BSP", octets);
  }

  private static List<Tlv> tlvs(Bytes octets) {
    var reader = new TlvReader("BSP", octets);
    var tlvs = new ArrayList<Tlv>();
    while (reader.hasNext()) {
      tlvs.add(reader.next());
    }
    return tlvs;
  }

  private static List<String> heads(Bytes segments) {
    return tlvs(segments).stream()
        .map(tlv -> tlv.whole().slice(0, 8).toString())
        .toList();
  }

  private static List<String> macs(Bytes segments) {
    return tlvs(segments).stream()
        .map(
            tlv -> tlv.whole().slice(tlv.whole().size() - 8, tlv.whole().size()).toString())
        .toList();
  }

  private static List<Bytes> hashes(Bytes segments) {
    return tlvs(segments).stream().map(tlv -> sha256(tlv.whole())).toList();
  }

  private static Bytes sha256(Bytes octets) {
    try {
      return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(octets.toArray()));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes hex(String hex) {
    return Bytes.fromHex(hex);
  }
}
