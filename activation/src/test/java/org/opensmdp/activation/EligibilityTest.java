package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.opensmdp.rsp.StatusCode.EUICC_INSUFFICIENT_MEMORY;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_STOPPED_ON_WARNING;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MandatoryService;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.profile.ProfilePolicyRule;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.VersionType;

/** Which eUICC may have which profile (SGP.22 v2 §5.6.3, annex F). */
class EligibilityTest {
  private static final int SIZE = 12_000;
  private static final ProfileRequirements NEEDED = new ProfileRequirements(
      new VersionType(2, 3, 0), Set.of(MandatoryService.USIM, MandatoryService.MILENAGE), SIZE);
  private static final ProfileType TEST = type(ProfileClass.TEST);
  private static final ProfileType OPERATIONAL = type(ProfileClass.OPERATIONAL);

  @Test
  void letsACardHaveWhatItCanTake() {
    assertEligible(card(info -> info), TEST, NEEDED);
  }

  @Test
  void letsACardHaveTheBundledTemplate() {
    var template = BundledTemplate.load();
    var needed = ProfileRequirements.of(ProfilePackage.parse(template).facts(), template.size());

    assertEligible(card(info -> info), TEST, needed);
  }

  @Test
  void refusesAPackageOfALaterFormat() {
    var needed = new ProfileRequirements(new VersionType(3, 1, 0), NEEDED.services(), SIZE);

    assertRefused(
        PROFILE_TYPE_STOPPED_ON_WARNING,
        "the profile package has format 3.1, the eUICC knows up to 2.3.1",
        card(info -> info),
        TEST,
        needed);
  }

  @Test
  void letsACardHaveAFormatThatItNamesBesideItsOwn() {
    var needed = new ProfileRequirements(new VersionType(3, 1, 0), NEEDED.services(), SIZE);

    assertEligible(
        knowing(card(info -> info), new VersionType(2, 2, 0), new VersionType(3, 1, 0)),
        TEST,
        needed);
    assertRefused(
        PROFILE_TYPE_STOPPED_ON_WARNING,
        "the profile package has format 3.1, the eUICC knows up to 2.3.1",
        knowing(card(info -> info), new VersionType(3, 0, 9)),
        TEST,
        needed);
  }

  @ParameterizedTest
  @EnumSource(MandatoryService.class)
  void refusesAServiceThatTheCardLacks(MandatoryService service) {
    var needed = new ProfileRequirements(NEEDED.version(), Set.of(service), SIZE);
    int another = service.capabilityBit() == 9 ? 31 : 9; // what this server never asks for

    assertRefused(
        PROFILE_TYPE_STOPPED_ON_WARNING,
        "the eUICC does not support " + service + ", which the profile needs",
        card(info -> info.uiccCapability(another)),
        TEST,
        needed);
    assertEligible(card(info -> info.uiccCapability(service.capabilityBit())), TEST, needed);
  }

  @Test
  void holdsNoSilenceOfTheCardAgainstIt() {
    var silent = card(info -> info.uiccCapability().extCardResource(Bytes.EMPTY));

    assertEligible(silent, withRules(ProfilePolicyRule.PPR1), NEEDED);
  }

  @Test
  void refusesAPolicyRuleThatTheCardForbids() {
    var type = withRules(ProfilePolicyRule.PPR1, ProfilePolicyRule.PPR2);

    assertRefused(
        PROFILE_TYPE_STOPPED_ON_WARNING,
        "the eUICC forbids PPR2, which the profile has",
        card(info -> info.forbiddenProfilePolicyRules(2)),
        type,
        NEEDED);
    assertEligible(
        card(info -> info.forbiddenProfilePolicyRules(1)),
        withRules(ProfilePolicyRule.PPR2),
        NEEDED);
  }

  @Test
  void refusesATestProfileToACardThatIsNotForTests() {
    var card = card(info -> info.rspCapability(0, 1, 2));

    assertRefused(
        PROFILE_TYPE_STOPPED_ON_WARNING,
        "the profile is a test profile, and the eUICC takes none",
        card,
        TEST,
        NEEDED);
    assertEligible(card, OPERATIONAL, NEEDED);
  }

  @Test
  void refusesWhatDoesNotFitIntoTheMemory() {
    int enough = SIZE + Eligibility.RESERVE_OCTETS;

    assertRefused(
        EUICC_INSUFFICIENT_MEMORY,
        "the profile needs 13024 octets, the eUICC has 13023 free",
        card(info -> info.extCardResource(1, enough - 1, 8192)),
        TEST,
        NEEDED);
    assertEligible(card(info -> info.extCardResource(1, enough, 8192)), TEST, NEEDED);
  }

  @Test
  void judgesAPackageThatNothingIsKnownOfByItsTypeAlone() {
    var card = card(info -> info.uiccCapability(9).extCardResource(1, 10, 10).rspCapability(0));

    assertThatCode(() -> new Eligibility(card).check(OPERATIONAL, Optional.empty()))
        .doesNotThrowAnyException();
    Refusals.assertRefused(
        PROFILE_TYPE_STOPPED_ON_WARNING, () -> new Eligibility(card).check(TEST, Optional.empty()));
  }

  private static EuiccInfo2 card(UnaryOperator<EuiccInfo2.Builder> change) {
    return EuiccInfo2.parse(change.apply(TestCard.capable(List.of())).build().der());
  }

  /** Adds additionalEuiccProfilePackageVersions behind what the builder writes. */
  private static EuiccInfo2 knowing(EuiccInfo2 info, VersionType... others) {
    var list = List.of(others).stream()
        .map(version -> Der.tlv(0x04, version.octets()))
        .toArray(Bytes[]::new);
    var members = Tlv.parse("EUICCInfo2", 0xBF22, info.der()).value();
    return EuiccInfo2.parse(Der.tlv(0xBF22, members, Der.tlv(0xAF, list)));
  }

  private static ProfileType withRules(ProfilePolicyRule... rules) {
    return SampleStock.withRules(OPERATIONAL, rules);
  }

  private static ProfileType type(ProfileClass profileClass) {
    var sample = SampleStock.sample(
        new Operator(1, "Operator", Set.of("2.999")), "Plan", Protection.SESSION_KEYS);
    return SampleStock.with(
        sample, new MetadataTexts("Example", "Plan", profileClass, List.of(), Optional.empty()));
  }

  private static void assertEligible(
      EuiccInfo2 card, ProfileType type, ProfileRequirements needed) {
    assertThatCode(() -> new Eligibility(card).check(type, Optional.of(needed)))
        .doesNotThrowAnyException();
  }

  private static void assertRefused(
      StatusCode status,
      String message,
      EuiccInfo2 card,
      ProfileType type,
      ProfileRequirements needed) {
    var refusal = Refusals.of(() -> new Eligibility(card).check(type, Optional.of(needed)));
    assertThat(refusal).hasValueSatisfying(it -> {
      assertThat(it.status()).isEqualTo(status);
      assertThat(it.text()).isEqualTo(message).matches("[\\x20-\\x7E]{1,128}");
    });
  }
}
