package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The walk through TLVs, and the DER shapes that go the other way. */
class TlvReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "30", // no length
        "3001", // length beyond the end
        "3080" + "0000", // indefinite length
        "30850000000001" + "00", // five length octets
        "3084FFFFFFFF", // more than an int
        "308201", // length cut
        "BF", // tag cut
        "BF8180808001" + "00", // tag of more than four octets
        "300000" // trailing octet
      })
  void refuses(String hex) {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> Tlv.parse("X", Bytes.fromHex(hex)));
  }

  @ParameterizedTest
  @CsvSource({"127,1", "128,2", "255,2", "256,3", "65535,3", "65536,4"})
  void writesTheShortestLength(int length, int octets) {
    var tlv = Der.tlv(0xBF36, Bytes.wrap(new byte[length]));

    assertThat(tlv.size()).isEqualTo(2 + octets + length);
    assertThat(Der.length(length).size()).isEqualTo(octets);
    assertThat(Tlv.parse("X", 0xBF36, tlv).value().size()).isEqualTo(length);
  }

  @Test
  void readsByPosition() {
    var members = Tlv.parse("X", Bytes.fromHex("300A300030010505008001FF")).members("X");

    assertThat(members.whole(0x30, "first")).isEqualTo(Bytes.fromHex("3000"));
    assertThat(members.value(0x30, "second")).isEqualTo(Bytes.fromHex("05"));
    assertThat(members.optional(0x04)).isEmpty();
    assertThat(members.optional(0x05)).isPresent();
    assertThat(members.integer(0x80, "last")).isEqualTo(-1);
    members.end();
  }

  @Test
  void readsNamedBitsWithAnyCountOfUnusedOnes() {
    assertThat(Der.namedBits(0x81, 0)).isEqualTo(Bytes.fromHex("81020780"));
    assertThat(Der.namedBits(0x81)).isEqualTo(Bytes.fromHex("810100"));
    assertThat(Der.bit(Bytes.fromHex("0780"), 0)).isTrue();
    assertThat(Der.bit(Bytes.fromHex("0080"), 0)).isTrue();
    assertThat(Der.bit(Bytes.fromHex("0080"), 8)).isFalse();
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> Der.bitsValue("X", Tlv.parse("X", Bytes.fromHex("81020880"))));
  }

  @Test
  void refusesAnIntegerOutOfRange() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> Der.intValue("X", Tlv.parse("X", Bytes.fromHex("80050100000000"))))
        .withMessage("X: not an INTEGER in range");
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> Der.integerValue("X", Tlv.parse("X", Bytes.fromHex("8000"))));
  }

  @Test
  void takesASignatureOf64OctetsOnly() {
    var signature = SignatureTlv.toDer(Bytes.wrap(new byte[64]));

    assertThat(signature.size()).isEqualTo(67);
    assertThat(SignatureTlv.value(signature).size()).isEqualTo(64);
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> SignatureTlv.value(Bytes.fromHex("5F3700")))
        .withMessage("signature: 0 octets (expected: 64)");
  }
}
