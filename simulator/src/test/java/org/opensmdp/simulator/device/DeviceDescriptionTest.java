package org.opensmdp.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensmdp.profile.MandatoryService;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.BppBlock;
import org.opensmdp.simulator.LpaStep;
import org.opensmdp.simulator.Quirk;
import org.opensmdp.simulator.uicc.ElementStatus;
import org.opensmdp.simulator.uicc.RefusedElement;

/** The YAML of a kind of device: what it means, and what is said of a wrong one. */
class DeviceDescriptionTest {
  private static final String LEAST = """
      name: phone-x
      model: A phone
      euicc:
        identities: [nist]
        svn: 2.2
        profile-version: 2.3.1
        firmware: 4.6.0
      """;

  @Test
  void leavesToTheReaderWhatItDoesNotSay() {
    var least = read(LEAST);

    assertThat(least.name()).isEqualTo("phone-x");
    assertThat(least.svn()).isEqualTo(new VersionType(2, 2, 0));
    assertThat(least.manner()).isEqualTo(LpaSection.DEFAULTS);
    assertThat(least.euicc().trusts()).isEmpty();
    assertThat(Quirk.ofCards())
        .noneSatisfy(quirk -> assertThat(least.allQuirks().value(quirk)).isPresent());
  }

  @Test
  void readsTheWordsOfTheStandard() {
    var all = read(LEAST + """
          uicc-capability: [usim, tuak128, profile-b-p256]
          rsp-capability: [additional-profile, test-profile]
          forbidden-pprs: [ppr1]
          rules:
            - { pprs: [ppr1, ppr2], operators: [262-01, 310-EEE], consent: true }
          speed: slow
        lpa: { http: "2", binding: asn1, reports: out-of-order, retries: 3, empty-matching-id: true }
        quirks:
          installation-error: { command: load-profile-elements, error-reason: 12 }
          power-loss: middle-86
          loses-answer: get-bound-profile-package
          wrong-report-oid: true
          sequence-step: 300
        """);

    assertThat(all.euicc().uiccCapability().orElseThrow())
        .containsExactly(
            MandatoryService.USIM, MandatoryService.TUAK128, MandatoryService.PROFILE_B_P256);
    assertThat(all.euicc().rules().orElseThrow().get(0).operators())
        .containsExactly("262-01", "310-EEE");
    assertThat(all.manner().reports()).contains(LpaSection.Reports.OUT_OF_ORDER);
    var quirks = all.allQuirks();
    assertThat(quirks.value(Quirk.INSTALLATION_ERROR))
        .contains(new Quirk.InstallationError(BppCommandId.LOAD_PROFILE_ELEMENTS, 12));
    assertThat(quirks.value(Quirk.POWER_LOSS)).contains(BppBlock.MIDDLE_86);
    assertThat(quirks.value(DeviceQuirks.LOSES_ANSWER)).contains(LpaStep.GET_BOUND_PROFILE_PACKAGE);
    assertThat(quirks.has(Quirk.WRONG_REPORT_OID)).isTrue();
    assertThat(quirks.value(Quirk.SEQUENCE_STEP)).contains(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "colour: red | line 8 | 'colour' | Known here: euicc, imei, lpa, model, name, quirks, tac",
        "tac: \"12\" | tac: write eight digits in quotes | line 8 |",
        "imei: perhaps | line 8 | imei |",
        "lpa: { http: \"3\" } | lpa: http: '3' (expected: \"1.1\" or \"2\") | line 8 |",
        "lpa: { reports: sometimes } | line 8 | lpa.reports | at-once, never, twice, late",
        "lpa: { retries: many } | line 8 | lpa.retries |",
        "lpa: { user-agent: `a\\tb` } | line 8 | lpa |",
        "quirks: { slow: true } | line 8 | quirks.slow | Known are: authenticate-error",
        "quirks: [wrong-report-oid] | line 8 | quirks | name: value",
        "quirks: { wrong-report-oid: 7 } | line 8 | quirks.wrong-report-oid |",
        "quirks: { power-loss: noon } | line 8 | quirks.power-loss | bf23, a0, a1, first-88",
        "quirks: { installation-error: { command: 1 } } | line 8 | quirks.installation-error |",
        "name: twice | line 8 | Duplicate |",
        "a: [ | not YAML | line |"
      })
  void namesWhatIsWrongAndWhere(String line, String one, String two, String three) {
    assertThatExceptionOfType(DescriptionException.class)
        .isThrownBy(() -> read(LEAST + line + "\n"))
        .withMessageStartingWith("device.yaml")
        .withMessageContaining(one)
        .withMessageContaining(two)
        .withMessageContaining(three == null ? "" : three);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "svn: 2.2 | svn: two | line 5: euicc.svn: 'two' is no version (expected: as 2.5.0)",
        "svn: 2.2 | svn: 3.1.0 | line 5: euicc: svn: 3.1.0 (expected: 2.0.0 to 2.x",
        "svn: 2.2 | svn: 2.300 | line 5: euicc.svn",
        "identities: [nist] | identities: [] | line 4: euicc: identities: name at least one",
        "identities: [nist] | identities: [rsa] | line 4: euicc.identities",
        "identities: [nist] | identities: [nist, nist] | name each CI once",
        "firmware: 4.6.0 | memory: 7 | the key 'firmware' is missing; add it",
        "firmware: 4.6.0 | {firmware: 4.6.0, memory: -1} | line",
        "name: phone-x | name: Phone X | line 1: the description: name: 'Phone X' (expected: small"
      })
  void namesWhatIsWrongInTheCard(String before, String after, String message) {
    assertThatExceptionOfType(DescriptionException.class)
        .isThrownBy(() -> read(LEAST.replace(before, after)))
        .withMessageContaining(message);
  }

  @Test
  void refusesNothingAtAllAndTooMuch() {
    for (var text : List.of("", "# a comment only\n", "x".repeat(200_000), "just words")) {
      assertThatExceptionOfType(DescriptionException.class)
          .isThrownBy(() -> read(text))
          .withMessageStartingWith("device.yaml");
    }
  }

  private static DeviceDescription read(String yaml) {
    return DeviceDescription.read(new StringReader(yaml), "device.yaml");
  }

  @Test
  void readsWhatAFirmwareDoesNotTake() {
    var kind = read(LEAST + """
        quirks:
          refused-elements:
            - { element: aka-parameter, containing: "8406", status: bad-values }
            - { element: df-5gs }
        """);

    assertThat(kind.allQuirks().value(Quirk.REFUSED_ELEMENTS).orElseThrow().all())
        .containsExactly(
            new RefusedElement(
                ProfileElementType.AKA_PARAMETER,
                Optional.of(Bytes.fromHex("8406")),
                Optional.of(ElementStatus.BAD_VALUES)),
            new RefusedElement(ProfileElementType.DF_5GS, Optional.empty(), Optional.empty()));
  }

  @Test
  void saysWhatAnElementThatIsNoneShouldBe() {
    assertThatExceptionOfType(DescriptionException.class)
        .isThrownBy(() -> read(LEAST + "quirks:\n  refused-elements: [{ element: sauce }]\n"))
        .withMessageContaining("'sauce' is not known")
        .withMessageContaining("gsm-access");
    assertThatExceptionOfType(DescriptionException.class)
        .isThrownBy(() ->
            read(LEAST + "quirks:\n  refused-elements: [{ element: mf, containing: \"840\" }]\n"))
        .withMessageContaining("no hexadecimal");
  }
}
