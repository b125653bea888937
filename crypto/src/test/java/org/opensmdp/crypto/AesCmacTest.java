package org.opensmdp.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

class AesCmacTest {
  private static final Bytes KEY = Bytes.fromHex("2b7e151628aed2a6abf7158809cf4f3c");
  private static final String MESSAGE =
      "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
          + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

  /** RFC 4493 §4. */
  @ParameterizedTest
  @CsvSource({
    "0, bb1d6929e95937287fa37d129b756746",
    "16, 070a16b46b4d4144f79bdd9dd04a287c",
    "40, dfa66747de9ae63030ca32611497c827",
    "64, 51f0bebf7e3b9d92fc49741779363cfe"
  })
  void macsTheExamplesOfTheRfc(int size, String mac) {
    assertThat(mac(Bytes.fromHex(MESSAGE).slice(0, size).toArray())).isEqualTo(Bytes.fromHex(mac));
  }

  @Property(tries = 200)
  void macsAsBouncyCastleDoes(@ForAll @Size(max = 1100) byte[] message) {
    var theirs = new CMac(AESEngine.newInstance());
    theirs.init(new KeyParameter(KEY.toArray()));
    theirs.update(message, 0, message.length);
    var mac = new byte[16];
    theirs.doFinal(mac, 0);

    assertThat(mac(message)).isEqualTo(Bytes.wrap(mac));
  }

  private static Bytes mac(byte[] message) {
    var cmac = new AesCmac(Secret.of(KEY));
    var mac = new byte[16];
    cmac.mac(message, message.length, mac);
    cmac.mac(message, message.length, mac); // one object makes many
    return Bytes.wrap(mac);
  }
}
