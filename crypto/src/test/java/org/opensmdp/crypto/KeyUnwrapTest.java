package org.opensmdp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.crypto.KeyUnwrap.Wrapping;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

class KeyUnwrapTest {
  private static final Secret KI = secret("A0A1A2A3A4A5A6A7B0B1B2B3B4B5B6B7");
  private static final TransportKey KEY =
      new TransportKey(secret("C1C2C3C4C5C6C7C8D1D2D3D4D5D6D7D8"));

  /** RFC 3394 §4.1 to §4.6. */
  @ParameterizedTest
  @CsvSource({
    "000102030405060708090A0B0C0D0E0F,00112233445566778899AABBCCDDEEFF,"
        + "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5",
    "000102030405060708090A0B0C0D0E0F1011121314151617,00112233445566778899AABBCCDDEEFF,"
        + "96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D",
    "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F,"
        + "00112233445566778899AABBCCDDEEFF,64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
    "000102030405060708090A0B0C0D0E0F1011121314151617,"
        + "00112233445566778899AABBCCDDEEFF0001020304050607,"
        + "031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2",
    "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F,"
        + "00112233445566778899AABBCCDDEEFF0001020304050607,"
        + "A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1",
    "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F,"
        + "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F,"
        + "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"
  })
  void unwrapsAsRfc3394Says(String key, String plain, String wrapped) {
    var unwrap = KeyUnwrap.of(new TransportKey(secret(key)), Wrapping.AES_KW);

    assertThat(unwrap.unwrap(secret(wrapped))).contains(secret(plain));
    assertThat(unwrap.wrap(secret(plain))).isEqualTo(Bytes.fromHex(wrapped));
  }

  /** RFC 5649 §6. */
  @ParameterizedTest
  @CsvSource({
    "C37B7E6492584340BED12207808941155068F738,"
        + "138BDEAA9B8FA7FC61F97742E72248EE5AE6AE5360D1AE6A5F54F373FA543B6A",
    "466F7250617369,AFBEB0F07DFBF5419200F2CCB50BB24F"
  })
  void unwrapsAsRfc5649Says(String plain, String wrapped) {
    var key = secret("5840DF6E29B02AF1AB493B705BF16EA1AE8338F4DCC176A8");
    var unwrap = KeyUnwrap.of(new TransportKey(key), Wrapping.AES_KWP);

    assertThat(unwrap.unwrap(secret(wrapped))).contains(secret(plain));
    assertThat(unwrap.wrap(secret(plain))).isEqualTo(Bytes.fromHex(wrapped));
  }

  @ParameterizedTest
  @EnumSource(Wrapping.class)
  void takesOutWhatWasWrapped(Wrapping wrapping) {
    var unwrap = KeyUnwrap.of(KEY, wrapping);

    assertThat(unwrap.unwrap(Secret.of(unwrap.wrap(KI)))).contains(KI);
    assertThat(unwrap.unwrap(Secret.of(unwrap.wrap(KI)))).contains(KI);
  }

  @ParameterizedTest
  @EnumSource(
      value = Wrapping.class,
      names = {"AES_KW", "AES_KWP"})
  void noticesAnotherKeyAndAnAlteredValue(Wrapping wrapping) {
    var wrapped = KeyUnwrap.of(KEY, wrapping).wrap(KI).toArray();
    var other = new TransportKey(secret("C1C2C3C4C5C6C7C8D1D2D3D4D5D6D7D9"));

    assertThat(KeyUnwrap.of(other, wrapping).unwrap(Secret.of(wrapped))).isEmpty();
    wrapped[9] ^= 1;
    assertThat(KeyUnwrap.of(KEY, wrapping).unwrap(Secret.of(wrapped))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Wrapping.class)
  void takesNothingOutOfTheWrongSize(Wrapping wrapping) {
    var unwrap = KeyUnwrap.of(KEY, wrapping);

    for (int size : new int[] {0, 1, 7, 15, 17, 23}) {
      assertThat(unwrap.unwrap(Secret.of(new byte[size]))).as("%d octets", size).isEmpty();
    }
  }

  /** AES-128 and AES-256 of a block, FIPS 197 appendix C. */
  @Test
  void deciphersWholeBlocks() {
    var key = secret("000102030405060708090A0B0C0D0E0F");
    var block = secret("69C4E0D86A7B0430D8CDB78070B4C55A");

    assertThat(KeyUnwrap.of(new TransportKey(key), Wrapping.AES_ECB).unwrap(block))
        .contains(secret("00112233445566778899AABBCCDDEEFF"));
  }

  @Test
  void joinsTwoComponentsAndShowsACheckValue() {
    var joined = TransportKey.ofComponents(
        secret("FF0102030405060708090A0B0C0D0E0F"), secret("FF000000000000000000000000000000"));

    assertThat(joined.checkValue()).isEqualTo(Bytes.fromHex("C6A13B"));
    assertThat(joined).hasToString("TransportKey[C6A13B]");
    assertThat(joined.encode()).isEqualTo(secret("000102030405060708090A0B0C0D0E0F"));
  }

  @Test
  void refusesWhatIsNoAesKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransportKey(Secret.of(new byte[15])))
        .withMessageContaining("15 octets");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TransportKey.ofComponents(KI, Secret.of(new byte[32])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyUnwrap.of(KEY, Wrapping.AES_CBC).wrap(Secret.of(new byte[8])));
  }

  private static Secret secret(String hex) {
    return Secret.of(Bytes.fromHex(hex));
  }
}
