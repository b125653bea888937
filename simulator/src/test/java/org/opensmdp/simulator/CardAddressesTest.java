package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.Bytes;

/** ES10a, the addresses of an eUICC (SGP.22 v2 §5.7.3, §5.7.4), octets written by hand. */
class CardAddressesTest {
  private static final String ROOT_DS = "8110736D64732E6578616D706C652E636F6D";

  private final VirtualEuicc card = Cards.card(Cards.NIST);

  private String answer(String request) {
    return card.es10().storeData(Bytes.fromHex(request)).toString();
  }

  @Test
  void tellsTheRootAlone() {
    assertThat(answer("BF3C00")).isEqualTo("BF3C12" + ROOT_DS);
  }

  @Test
  void takesAnAddressAndClearsIt() {
    assertThat(answer("BF3F0F800D612E6578616D706C652E636F6D")).isEqualTo("BF3F03800100");
    assertThat(answer("BF3C00")).isEqualTo("BF3C21800D612E6578616D706C652E636F6D" + ROOT_DS);

    assertThat(answer("BF3F028000")).isEqualTo("BF3F03800100");
    assertThat(answer("BF3C00")).isEqualTo("BF3C12" + ROOT_DS);
  }

  /** A blank in it, and 256 characters. */
  @Test
  void refusesWhatIsNoHostName() {
    assertThat(answer("BF3F058003612062")).isEqualTo("BF3F0380017F");
    assertThat(answer("BF3F82010480820100" + "61".repeat(256))).isEqualTo("BF3F0380017F");
    assertThat(answer("BF3C00")).isEqualTo("BF3C12" + ROOT_DS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BF3F00", "BF3F03800161FF", "BF3F038001FF", "BF3F06800161800162"})
  void refusesWhatIsNoRequest(String request) {
    assertThatExceptionOfType(CardRefusal.class)
        .isThrownBy(() -> answer(request))
        .returns(CardRefusal.INCORRECT_DATA, CardRefusal::statusWord);
  }
}
