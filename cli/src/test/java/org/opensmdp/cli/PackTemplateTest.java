package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.simulator.pack.PackReader;
import org.opensmdp.simulator.pack.PackType;

/** Templates of all types of all packs that come with the program. */
class PackTemplateTest {
  static Stream<PackType> types() {
    return PackReader.BUNDLED.stream()
        .map(PackReader::named)
        .flatMap(pack -> pack.operators().stream())
        .flatMap(operator -> operator.types().stream())
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("types")
  void saysWhatTheTypeSays(PackType type) {
    var facts = ProfilePackage.parse(PackTemplate.of(type)).facts();

    assertThat(facts.mncLength()).contains(type.mncLength());
    assertThat(facts.gid1()).isEqualTo(type.operator().gid1());
  }
}
