package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** No octets make a parser throw anything but InvalidMessage. */
class HostileInputTest {

  @Example
  void everySampleIsRead() {
    assertThat(Samples.ALL)
        .allSatisfy(sample -> assertThat(sample.parser().apply(sample.octets())).isNotNull());
  }

  @Example
  void refusesEverySampleCutAnywhere() {
    for (Samples.Sample sample : Samples.ALL) {
      for (int end = 0; end < sample.octets().size(); end++) {
        assertThat(refused(sample, sample.octets().slice(0, end)))
            .as("%s cut at %d", sample.name(), end)
            .isTrue();
      }
    }
  }

  @Example
  void survivesEveryValueOfEveryOctet() {
    for (Samples.Sample sample : Samples.ALL) {
      byte[] octets = sample.octets().toArray();
      for (int at = 0; at < octets.length; at++) {
        byte original = octets[at];
        for (int value = 0; value < 256; value++) {
          octets[at] = (byte) value;
          refused(sample, Bytes.of(octets));
        }
        octets[at] = original;
      }
    }
  }

  @Property(tries = 5000)
  void survivesRandomOctets(@ForAll("samples") Samples.Sample sample, @ForAll byte[] octets) {
    refused(sample, Bytes.of(octets));
  }

  @Property(tries = 5000)
  void survivesRandomMembers(@ForAll("samples") Samples.Sample sample, @ForAll byte[] octets) {
    refused(sample, Der.tlv(Tlv.parse("sample", sample.octets()).tag(), Bytes.of(octets)));
  }

  @Property(tries = 20000)
  void survivesMutations(
      @ForAll("samples") Samples.Sample sample,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 0xFFFFF) Integer> mutations) {
    byte[] octets = sample.octets().toArray();
    for (int mutation : mutations) {
      octets[(mutation >> 8) % octets.length] = (byte) mutation;
    }
    refused(sample, Bytes.wrap(octets));
  }

  @Provide
  Arbitrary<Samples.Sample> samples() {
    return Arbitraries.of(Samples.ALL);
  }

  private static boolean refused(Samples.Sample sample, Bytes octets) {
    try {
      return sample.parser().apply(octets) == null;
    } catch (InvalidMessage e) {
      return true;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail(sample.name() + " of " + octets, e);
    }
  }
}
