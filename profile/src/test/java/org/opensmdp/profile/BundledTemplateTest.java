package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Imsi;

class BundledTemplateTest {

  @Test
  void hasTheElementsACardNeedsInTheirOrder() {
    assertThat(ProfilePackage.parse(BundledTemplate.load()).elements())
        .extracting(e -> e.type().asn1Name())
        .containsExactly(
            "header",
            "mf",
            "pukCodes",
            "pinCodes",
            "usim",
            "opt-usim",
            "pinCodes",
            "akaParameter",
            "securityDomain",
            "end");
  }

  @Test
  void saysWhatItUses() {
    var facts = ProfilePackage.parse(BundledTemplate.load()).facts();

    assertThat(facts.services())
        .containsExactlyInAnyOrder(MandatoryService.USIM, MandatoryService.MILENAGE);
    assertThat(facts.algorithms()).containsExactly(AkaAlgorithm.MILENAGE);
    assertThat(facts.templateOids())
        .containsExactly("2.23.143.1.2.1", "2.23.143.1.2.4", "2.23.143.1.2.5");
    assertThat(facts.mncLength()).contains(2);
    assertThat(facts.headerIccid()).contains(BundledTemplate.ICCID);
    assertThat(facts.imsis()).containsExactly(BundledTemplate.IMSI);
  }

  @Test
  void keepsNoDummyOnceItIsRendered() {
    var profile = ProfileTemplate.of(BundledTemplate.load())
        .render(Subscribers.withCodes("8988201000000000013", "001017654321098"));

    assertThat(profile.toString())
        .doesNotContain("64756D6D79") // "dummy"
        .doesNotContain(BundledTemplate.ICCID.plain().toString())
        .doesNotContain(new Imsi("001019999999999").ef().toString());
  }

  @Test
  void keepsEachRecordWithinItsFile() {
    for (var record : AccessRules.records()) {
      assertThat(record.size()).isLessThanOrEqualTo(AccessRules.RECORD_OCTETS);
    }
  }

  @Property(tries = 200)
  void growsToExactlyTheSizeAskedFor(@ForAll @IntRange(min = 4_000, max = 60_000) int size) {
    var padded = BundledTemplate.load(size);

    assertThat(padded.size()).isEqualTo(size);
    assertThat(ProfileTemplate.of(padded).size()).isEqualTo(size);
  }

  @Test
  void refusesASizeBelowItsOwn() {
    assertThatIllegalArgumentException().isThrownBy(() -> BundledTemplate.load(100));
  }
}
