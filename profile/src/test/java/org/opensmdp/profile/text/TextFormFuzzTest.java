package org.opensmdp.profile.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MinimalProfile;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/** Hostile texts and packages: refused with a place, or read and written to the same octets. */
class TextFormFuzzTest {

  static Stream<byte[]> texts() {
    return Stream.of(
            TextForm.write(BundledTemplate.load()),
            TextForm.writeWithKeys(MinimalProfile.octets()),
            "x ProfileElement ::= nonStandard : {nonStandard-header {identification 1},"
                + " issuerID {iso(1) 3}, content '80 0F'H} -- x --")
        .map(text -> text.getBytes(UTF_8));
  }

  static Stream<byte[]> packages() {
    return Stream.of(MinimalProfile.octets(), BundledTemplate.load()).map(Bytes::toArray);
  }

  @MethodSource("texts")
  @FuzzTest
  void texts(byte[] input) {
    try {
      var octets = TextForm.read(new String(input, UTF_8)).octets();
      assertThat(readBack(octets)).isEqualTo(octets);
    } catch (TextFormException refused) {
      assertThat(refused.getMessage()).startsWith("line ");
    }
  }

  @MethodSource("packages")
  @FuzzTest
  void packages(byte[] input) {
    var octets = Bytes.of(input);
    assertThat(readBack(octets)).isEqualTo(octets);
  }

  /** What is no package is refused in writing. */
  private static Bytes readBack(Bytes octets) {
    try {
      assertThat(TextForm.write(octets)).isNotBlank();
      return TextForm.read(TextForm.writeWithKeys(octets)).octets();
    } catch (InvalidMessage refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return octets;
    }
  }
}
