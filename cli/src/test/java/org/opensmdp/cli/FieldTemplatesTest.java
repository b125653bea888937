package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.profile.Holes;
import org.opensmdp.profile.Lint;
import org.opensmdp.profile.LintTerms;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.profile.Severity;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.profile.VersionNumber;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.EuiccResponse;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.StoreMetadataRequest;
import org.opensmdp.simulator.Quirk;
import org.opensmdp.simulator.device.DeviceDescription;
import org.opensmdp.simulator.uicc.CardAbilities;
import org.opensmdp.simulator.uicc.Interpretation;
import org.opensmdp.simulator.uicc.ProfileInterpreter;
import org.opensmdp.simulator.uicc.RefusedElement;

/** The versions of a rollout demo: right by every check, and not taken by some chips of the field. */
class FieldTemplatesTest {
  private static final CardAbilities CARD =
      new CardAbilities(new VersionNumber(2, 1), Set.of(1, 2, 3, 4, 14), 300_000, false);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void passesTheLintAndIsKnownOnTheCard(int version) {
    var template = FieldTemplates.of(FieldPlan.TYPE, version);

    var terms = new LintTerms(ProfileClass.OPERATIONAL, Optional.of(2), Optional.empty());
    assertThat(Lint.template(template, Holes.NONE, terms))
        .noneMatch(finding -> finding.severity() == Severity.ERROR);
    assertThat(FieldTemplates.versionOf(rendered(version))).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void isTakenByACardWithoutFaults(int version) {
    assertThat(on(List.of(), version)).isInstanceOf(Interpretation.Installed.class);
  }

  @Test
  void onlyOneFirmwareStumblesOverTheFilesFor2g() {
    assertThat(firmwaresThatRefuse(1)).isEmpty();
    assertThat(firmwaresThatRefuse(2)).containsExactly("66.81.2");
    assertThat(firmwaresThatRefuse(3)).containsExactlyInAnyOrder("35.6.35", "4.6.0", "66.81.2");
  }

  @Test
  void theReportNamesTheElement() {
    var kind = kinds().stream()
        .filter(each -> each.firmware().toString().equals("66.81.2"))
        .findFirst()
        .orElseThrow();

    assertThat(error(on(faults(kind), 2))).hasToString("element 512 status 6 offset 0");
    assertThat(error(on(faults(kind), 3)).status()).isEqualTo(3);
  }

  private static EuiccResponse.PeStatus error(Interpretation end) {
    return ((Interpretation.Refused) end)
        .simaResponse()
        .flatMap(EuiccResponse::firstError)
        .orElseThrow();
  }

  private static List<String> firmwaresThatRefuse(int version) {
    return kinds().stream()
        .filter(kind -> on(faults(kind), version) instanceof Interpretation.Refused)
        .map(kind -> kind.firmware().toString())
        .toList();
  }

  private static List<DeviceDescription> kinds() {
    return FieldPlan.of(200, 1).visitors().stream()
        .map(FieldPlan.Visitor::kind)
        .distinct()
        .toList();
  }

  private static List<RefusedElement> faults(DeviceDescription kind) {
    return kind.quirks()
        .flatMap(all -> all.value(Quirk.REFUSED_ELEMENTS))
        .orElseThrow()
        .all();
  }

  private static Interpretation on(List<RefusedElement> faults, int version) {
    var metadata = StoreMetadataRequest.builder(
            FieldPlan.stock(1, 1).get(0).iccid(), "Two Regions", "Travel 10 GB")
        .build();
    return ProfileInterpreter.interpret(rendered(version), metadata, CARD, faults);
  }

  private static Bytes rendered(int version) {
    var subscriber = FieldPlan.stock(1, 1).get(0);
    var key = Secret.of(Bytes.fromHex("11".repeat(15) + "12"));
    return ProfileTemplate.of(FieldTemplates.of(FieldPlan.TYPE, version))
        .render(SubscriberData.of(subscriber.iccid(), subscriber.imsi(), key, key));
  }
}
