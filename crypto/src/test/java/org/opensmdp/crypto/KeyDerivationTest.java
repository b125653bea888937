package org.opensmdp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Secret;

/** SGP.22 v2 annex G, with the keys of pySim's tests, of a recorded session and of a brainpool one. */
class KeyDerivationTest {

  @ParameterizedTest
  @CsvSource({
    // Z, hostId, EID, chaining value, S-ENC, S-MAC
    "8902dca391bbb22570fe60c176076246f568b1941265dff1d729e63039658089, 8080808080808080,"
        + "89049032123451234512345678901335, 734bc93ddb10c71c5ad13d420dc08b5b,"
        + "d782d575b22a38334556a3d9a1e2ae6b, a35addc192ae8f934e2932116c7e89e7",
    "c9a993dd4879a8f7161f2085410edd4f9652f1df37be097ba96ba2ca6be528fe, 8080808080808080,"
        + "89049032123451234512345678901235, 406d507b448a699e7a36a38494debbde,"
        + "472f5bfadd97f21d34f3ce9b51b92751, 9ec07f5b36a13e12a991d66e294e6242",
    "79696dc34351dfc7758b07baf66643f01d7d8f5ab976c51d5f2c42ab71f5a6c3, 65756963632d727370,"
        + "89049032123451234512345678901235, 9a8d4dc5d8c2ba3fccbb7f69036fd09f,"
        + "1f745c2897a86858e94823c218a2db4a, 1c073583341b81244c40aae342de5434",
    "81639a39284ffe8ae983be386abdf637c2bba75648b79779e69b340181800ad3, 0102030405060708,"
        + "89049032123451234512345678901235, 00c95b54e65fe6361dd8ea8ce592b03e,"
        + "b6db08920acac2e48e8cbefaa0334376, d418500de5d7580cee057ea9500f5d51"
  })
  void derivesTheSessionKeys(
      String z, String hostId, String eid, String chain, String enc, String mac) {
    var keys =
        KeyDerivation.sessionKeys(Secret.of(Bytes.fromHex(z)), Bytes.fromHex(hostId), new Eid(eid));

    assertThat(keys.macChainingValue()).isEqualTo(Bytes.fromHex(chain));
    assertThat(keys.enc().reveal()).isEqualTo(Bytes.fromHex(enc));
    assertThat(keys.mac().reveal()).isEqualTo(Bytes.fromHex(mac));
  }

  @ParameterizedTest
  @CsvSource({
    "8080808080808080, 88100880808080808080801089049032123451234512345678901235",
    "65756963632d727370, 88100965756963632d7273701089049032123451234512345678901235",
    "0102030405060708, 88100801020304050607081089049032123451234512345678901235"
  })
  void writesTheSharedInfo(String hostId, String sharedInfo) {
    assertThat(KeyDerivation.sharedInfo(Bytes.fromHex(hostId), RecordedSession.EID))
        .isEqualTo(Bytes.fromHex(sharedInfo));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17})
  void refusesAHostIdOfAnotherSize(int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyDerivation.sharedInfo(Bytes.of(new byte[size]), RecordedSession.EID));
  }

  @Test
  void erasesTheKeys() {
    var keys = KeyDerivation.sessionKeys(
        Secret.of(RecordedSession.Z), RecordedSession.HOST_ID, RecordedSession.EID);

    keys.close();

    assertThatIllegalStateException().isThrownBy(() -> keys.enc().toArray());
    assertThatIllegalStateException().isThrownBy(() -> keys.mac().toArray());
    assertThat(keys.toString()).isEqualTo("BspKeys[redacted]");
  }
}
