package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.FittedTlv;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.StoreMetadataRequest;

/** Hostile profile packages and templates: refused by name, or read to the last octet. */
class PackagesFuzzTest {
  private static final Iccid ICCID = new Iccid("8988201000000000013");
  private static final Imsi IMSI = new Imsi("001017654321098");
  private static final StoreMetadataRequest METADATA = ProfileMetadata.of(
      new MetadataTexts(
          "opensmdp", "Test plan", ProfileClass.OPERATIONAL, List.of(), Optional.empty()),
      ICCID,
      IMSI,
      2);
  private static final SubscriberData SUBSCRIBER =
      Subscribers.withCodes(ICCID.digits(), IMSI.digits());

  static Stream<byte[]> packages() {
    return Stream.of(MinimalProfile.octets(), BundledTemplate.load()).map(Bytes::toArray);
  }

  @MethodSource("packages")
  @FuzzTest
  void packages(byte[] input) {
    for (var octets : List.of(Bytes.of(input), FittedTlv.of(Bytes.of(input)))) {
      try {
        var upp = ProfilePackage.parse(octets);
        assertThat(upp.octets()).isEqualTo(octets);
        assertThat(Bytes.concat(
                upp.elements().stream().map(ProfileElement::octets).toArray(Bytes[]::new)))
            .isEqualTo(octets);
        assertThat(Consistency.check(upp, METADATA, ICCID, IMSI)).isNotNull();
      } catch (InvalidMessage refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  /** A lint throws nothing, whatever the octets are, and does not quote them without end. */
  @MethodSource("packages")
  @FuzzTest
  void lint(byte[] input) {
    for (var octets : List.of(Bytes.of(input), FittedTlv.of(Bytes.of(input)))) {
      var found = Lint.template(octets, Holes.NONE, LintTerms.of(ProfileClass.OPERATIONAL));

      assertThat(found).hasSizeLessThan(600);
    }
  }

  @MethodSource("packages")
  @FuzzTest
  void templates(byte[] input) {
    for (var octets : List.of(Bytes.of(input), FittedTlv.of(Bytes.of(input)))) {
      try {
        var template = ProfileTemplate.of(octets);
        var rendered = template.render(SUBSCRIBER);
        assertThat(rendered.size()).isEqualTo(template.size());
        assertThat(ProfilePackage.parse(rendered).facts().headerIccid()).contains(ICCID);
      } catch (InvalidMessage | TemplateException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }
}
