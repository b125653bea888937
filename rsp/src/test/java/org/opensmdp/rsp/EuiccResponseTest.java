package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.EuiccResponse.PeStatus;

/** What a card says of the elements of a profile package. */
class EuiccResponseTest {

  @Test
  void readsEveryMember() {
    var response = EuiccResponse.parse(
        Bytes.fromHex("3018" + "A00E300C800105810107820109830103" + "8100" + "82046F6F7073"));

    assertThat(response)
        .isEqualTo(new EuiccResponse(
            List.of(new PeStatus(5, OptionalInt.of(7), OptionalInt.of(9), OptionalInt.of(3))),
            true,
            Optional.of("oops")));
  }

  @ParameterizedTest
  @CsvSource({
    "3007A0053003800100, ''",
    "300AA0083006800105810107, element 7 status 5",
    "3009A00530038001048100, status 4 aborted",
    "300FA00D30038001013006800105820103, 'status 1, status 5 info 3'",
    "3000, simaResponse 3000",
    "0102, simaResponse 0102",
    "'', 'simaResponse '"
  })
  void saysWhatFailedOrShowsTheOctets(String octets, String text) {
    assertThat(EuiccResponse.describe(Bytes.fromHex(octets))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 2000})
  void isNeverLong(int count) {
    var one = Bytes.fromHex("3006800105810107");
    var all = Bytes.concat(Collections.nCopies(count, one).toArray(Bytes[]::new));

    assertThat(EuiccResponse.describe(Der.sequence(Der.tlv(0xA0, all))))
        .hasSizeLessThan(130)
        .endsWith("and %d more".formatted(count - 4));
    assertThat(EuiccResponse.describe(all)).hasSizeLessThan(130);
  }

  @Test
  void showsNoControlCharacters() {
    var message = Der.sequence(Der.tlv(0xA0), Der.utf8(0x82, "a\u001b[1m\nb"));

    assertThat(EuiccResponse.describe(message)).isEqualTo("'a?[1m?b'");
  }
}
