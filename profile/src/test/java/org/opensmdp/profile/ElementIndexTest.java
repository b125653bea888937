package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Bytes;

/** What the numbers of a PEStatus are called. */
class ElementIndexTest {
  private static final int EF_IMSI = 0xA3;

  private final Bytes template = BundledTemplate.load();
  private final ProfilePackage upp = ProfilePackage.parse(template);
  private final ElementIndex index = ElementIndex.of(upp);
  private final Located usim =
      Located.of(upp.located(), ProfileElementType.USIM).get(0);
  private final int number = upp.elements().stream()
      .filter(element -> element.type() == ProfileElementType.USIM)
      .findFirst()
      .flatMap(ProfileElement::identification)
      .orElseThrow();

  @Test
  void namesAnElement() {
    assertThat(index.name(number, OptionalInt.empty())).contains("pe-usim");
  }

  @Test
  void namesTheFileAtAnOffset() {
    var file = usim.node().member(EF_IMSI).orElseThrow();
    int from = file.at() - usim.node().at();
    int last = from + file.whole().size() - 1;

    assertThat(index.name(number, OptionalInt.of(from))).contains("pe-usim, EF.IMSI");
    assertThat(index.name(number, OptionalInt.of(last))).contains("pe-usim, EF.IMSI");
    assertThat(index.name(number, OptionalInt.of(0))).contains("pe-usim");
  }

  @Test
  void namesNothingThatIsNotThere() {
    assertThat(index.name(31_000, OptionalInt.empty())).isEmpty();
    assertThat(index.name(-1, OptionalInt.empty())).isEmpty();
    assertThat(index.name(number, OptionalInt.of(Integer.MAX_VALUE))).contains("pe-usim");
    assertThat(index.name(number, OptionalInt.of(-5))).contains("pe-usim");
  }
}
