package org.opensmdp.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.profile.MandatoryService;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.Quirk;
import org.opensmdp.simulator.uicc.RefusedElement;

/** The files that people read and copy: the example, the kinds, the page about them. */
class DeviceDocumentsTest {
  private static final Path PAGE = Path.of("..", "docs", "devices.md");

  @Test
  void theExampleIsReadAndHasEveryKey() throws IOException {
    try (var file = DeviceDocumentsTest.class.getResourceAsStream("/device-example.yaml")) {
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);

      var example = DeviceDescription.read(new StringReader(text), "device-example.yaml");

      assertThat(example.allQuirks()).isNotEqualTo(EuiccQuirks.NONE);
      assertThat(keys()).allSatisfy(key -> assertThat(text).contains(key + ":"));
      assertThat(example.euicc().uiccCapability().orElseThrow())
          .containsExactlyInAnyOrder(MandatoryService.values());
    }
  }

  @Test
  void thePageHasEveryKeyAndEveryQuirk() throws IOException {
    var page = Files.readString(PAGE);

    assertThat(keys()).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    assertThat(DeviceQuirks.all()).allSatisfy(quirk -> assertThat(page).contains(row(quirk)));
  }

  private static String row(Quirk<?> quirk) {
    return "| `%s` | %s |".formatted(quirk.name(), quirk.meaning());
  }

  private static Stream<String> keys() {
    return Stream.of(
            DeviceDescription.class,
            EuiccSection.class,
            EuiccSection.AuthorisationRule.class,
            LpaSection.class,
            Quirk.InstallationError.class,
            RefusedElement.class)
        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
        .map(RecordComponent::getName)
        .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @MethodSource("org.opensmdp.simulator.device.DeviceKinds#names")
  void everyKindIsReadAndSaysWhereItIsFrom(String name) throws IOException {
    var kind = DeviceKinds.read(name);

    assertThat(kind.name()).isEqualTo(name);
    try (var file = new InputStreamReader(
        DeviceDocumentsTest.class.getResourceAsStream("/devices/" + name + ".yaml"),
        StandardCharsets.UTF_8)) {
      var text = new StringBuilder();
      for (int read = file.read(); read >= 0; read = file.read()) {
        text.append((char) read);
      }
      assertThat(text).startsWith("# ").containsPattern("(?i)synthetic|\\(.*issue");
    }
  }

  @Test
  void aKindThatIsNotThereIsAnswered() {
    assertThatExceptionOfType(DescriptionException.class)
        .isThrownBy(() -> DeviceKinds.read("../device-example"))
        .withMessageContaining("phone-a, phone-b");
  }
}
