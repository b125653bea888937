package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The activation code (SGP.22 v2 §4.1) and the hash of the Confirmation Code (§4.7). */
class ActivationCodeTest {
  private static final TransactionId ID = TransactionId.fromHex("0102030405060708090A0B0C0D0E0F10");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1$smdp.example.com$04386-AGYFT-A74Y8-3F815",
        "1$smdp.example.com$04386-AGYFT-A74Y8-3F815$2.999.10",
        "1$smdp.example.com$04386-AGYFT-A74Y8-3F815$2.999.10$1",
        "1$smdp.example.com$04386-AGYFT-A74Y8-3F815$$1",
        "1$smdp.example.com$",
        "1$localhost:8443$A"
      })
  void readsAndWritesTheSameText(String text) {
    assertThat(ActivationCode.parse(text)).hasToString(text);
    assertThat(ActivationCode.parse("lpa:" + text).toUri()).isEqualTo("LPA:" + text);
  }

  @Test
  void readsTheParts() {
    assertThat(ActivationCode.parse("LPA:1$smdp.example.com$A-1$2.999$1"))
        .isEqualTo(new ActivationCode(
            "smdp.example.com", new MatchingId("A-1"), Optional.of(new SmdpOid("2.999")), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "LPA:",
        "2$smdp.example.com$A",
        "1$smdp.example.com",
        "1$$A",
        "1$smdp example.com$A",
        "1$https://smdp.example.com$A",
        "1$smdp.example.com$a",
        "1$smdp.example.com$A$x",
        "1$smdp.example.com$A$$2",
        "1$smdp.example.com$A$$1$",
        " 1$smdp.example.com$A"
      })
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ActivationCode.parse(text))
        .withMessageContaining("expected");
  }

  @Test
  void hashesTheConfirmationCode() {
    assertThat(HashCc.stored("1234").reveal())
        .isEqualTo(
            Bytes.fromHex("03ac674216f3e15c761ee1a5e255f067953623c8b388b4459e13f978d7c846f4"));
    assertThat(HashCc.of(HashCc.stored("1234"), ID))
        .isEqualTo(
            Bytes.fromHex("94e57b8cdfe3eb0a8510f18898add0b1e67b48fafd39892796d6f65f9ce3cc40"));
    assertThat(HashCc.of(HashCc.stored("ABC-12"), ID))
        .isEqualTo(
            Bytes.fromHex("03ea4dcc55ec3c018fd50caf023d99d0095f4ef2be27276552195592a2b001ad"));
  }
}
