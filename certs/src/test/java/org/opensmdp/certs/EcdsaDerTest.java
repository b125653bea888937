package org.opensmdp.certs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.Bytes;

/** The two forms of an ECDSA signature. */
class EcdsaDerTest {

  @Property
  void comesBackAsItWent(@ForAll @Size(64) byte[] octets) {
    octets[31] |= 1; // neither number is 0
    octets[63] |= 1;
    var raw = Bytes.of(octets);

    assertThat(EcdsaDer.toRaw(EcdsaDer.fromRaw(raw))).contains(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "3006020101", // cut
        "300602010102010100", // trailing octet
        "3006020100020101", // r is 0
        "3006020101020181", // s is negative
        "300702020001020101", // r with a needless zero
        "30810602010102 0101", // length in long form
        "3003020101", // no s
        "3009020101020101020101", // three numbers
        "30260221010000000000000000000000000000000000000000000000000000000000000000020101" // 257
        // bits
      })
  void refusesEveryOtherEncoding(String hex) {
    assertThat(EcdsaDer.toRaw(Bytes.fromHex(hex.replace(" ", "")))).isEmpty();
  }
}
