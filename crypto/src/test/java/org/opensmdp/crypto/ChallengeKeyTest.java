package org.opensmdp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

class ChallengeKeyTest {
  /** The key and block of FIPS 197 C.1, and the key of RFC 4231 case 2 lengthened with zeros. */
  private static final ChallengeKey KEY = new ChallengeKey(
      Secret.of(Bytes.fromHex("000102030405060708090a0b0c0d0e0f" + "4a656665" + "00".repeat(12))));

  @Test
  void enciphersOneBlock() {
    var plain = Bytes.fromHex("00112233445566778899aabbccddeeff");
    var enciphered = Bytes.fromHex("69c4e0d86a7b0430d8cdb78070b4c55a");

    assertThat(KEY.encryptBlock(plain)).isEqualTo(enciphered);
    assertThat(KEY.decryptBlock(enciphered)).isEqualTo(plain);
  }

  /** HMAC pads a key with zeros, so the MAC is that of RFC 4231, cut to 16 octets. */
  @Test
  void macsWithTheOtherHalf() {
    var message = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

    assertThat(KEY.mac(Bytes.wrap(message)))
        .isEqualTo(Bytes.fromHex("5bdcc146bf60754e6a042426089575c7"));
  }

  @Test
  void refusesOtherSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChallengeKey(Secret.of(new byte[16])));
    assertThatIllegalArgumentException().isThrownBy(() -> KEY.encryptBlock(Bytes.of(new byte[15])));
    assertThatIllegalArgumentException().isThrownBy(() -> KEY.decryptBlock(Bytes.of(new byte[17])));
  }
}
