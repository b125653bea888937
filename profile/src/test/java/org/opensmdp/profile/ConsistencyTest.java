package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.ProfileOwner;
import org.opensmdp.rsp.StoreMetadataRequest;

/** ICCID, IMSI and owner of package, metadata and order (SGP.22 v2 §5.5.3). */
class ConsistencyTest {
  private static final Iccid ICCID = new Iccid("8988201000000000013");
  private static final Imsi IMSI = new Imsi("001017654321098");
  private static final MetadataTexts TEXTS = texts(ProfileClass.OPERATIONAL);

  private final ProfilePackage bundled =
      ProfilePackage.parse(ProfileTemplate.of(BundledTemplate.load())
          .render(Subscribers.withCodes(ICCID.digits(), IMSI.digits())));
  private final StoreMetadataRequest metadata = ProfileMetadata.of(TEXTS, ICCID, IMSI, 2);

  private static MetadataTexts texts(ProfileClass profileClass) {
    return new MetadataTexts(
        "opensmdp",
        "Test plan",
        profileClass,
        List.of(
            new NotificationConfiguration(Set.of(NotificationEvent.INSTALL), "notify.example.com")),
        Optional.empty());
  }

  @Test
  void findsNothingInARenderedProfileWithItsOwnMetadata() {
    assertThat(Consistency.check(bundled, metadata)).isEmpty();
    assertThat(Consistency.check(bundled, metadata, ICCID, IMSI)).isEmpty();
  }

  @Test
  void findsNothingInAPaddedProfile() {
    var padded = ProfilePackage.parse(ProfileTemplate.of(BundledTemplate.load(12_000))
        .render(Subscribers.withCodes(ICCID.digits(), IMSI.digits())));

    assertThat(Consistency.check(padded, metadata, ICCID, IMSI)).isEmpty();
  }

  @Test
  void findsNothingInRenderedTs48ProfilesOfClassTest() {
    var test = ProfileMetadata.of(texts(ProfileClass.TEST), ICCID, IMSI, 2);

    assertThat(TestData.allTs48()).isNotEmpty().allSatisfy(octets -> {
      var profile =
          ProfileTemplate.of(octets).render(Subscribers.withCodes(ICCID.digits(), IMSI.digits()));
      assertThat(Consistency.check(ProfilePackage.parse(profile), test, ICCID, IMSI))
          .isEmpty();
    });
  }

  @Test
  void findsMetadataOfAnotherIccid() {
    var other = ProfileMetadata.of(TEXTS, new Iccid("8988201000000000021"), IMSI, 2);

    assertThat(Consistency.check(bundled, other))
        .extracting(Inconsistency::element)
        .containsExactly("header.iccid", "mf.ef-iccid");
  }

  @Test
  void findsAHeaderThatDiffersFromTheFile() {
    var upp = changed(ICCID.plain().toString(), "8988201000000000021F");

    assertThat(Consistency.check(upp, metadata))
        .singleElement()
        .isEqualTo(new Inconsistency(
            ErrorReason.DATA_MISMATCH,
            "header.iccid",
            "8988201000000000021",
            "8988201000000000013 of the metadata"));
  }

  private ProfilePackage changed(String from, String to) {
    var hex = bundled.octets().toString();
    assertThat(hex).contains(from);
    return ProfilePackage.parse(Bytes.fromHex(hex.replace(from, to)));
  }

  @Test
  void findsAnOrderForAnotherSubscriber() {
    var other = new Imsi("001010000000001");

    assertThat(Consistency.check(bundled, metadata, ICCID, other))
        .singleElement()
        .hasToString("usim.ef-imsi: 001017654321098 (expected: 001010000000001 of the order)");
    assertThat(Consistency.check(bundled, metadata, new Iccid("8988201000000000021"), IMSI))
        .extracting(Inconsistency::element)
        .containsExactly("metadata.iccid", "header.iccid", "mf.ef-iccid");
  }

  @Test
  void findsAnOwnerThatIsNotTheNetworkOfTheImsi() {
    assertThat(Consistency.check(bundled, owned("262", "01", Optional.empty())))
        .singleElement()
        .returns("metadata.profileOwner.mccMnc", Inconsistency::element)
        .returns("26201", Inconsistency::found);
  }

  @Test
  void findsANetworkCodeOfAnotherLengthThanEfAdSays() {
    assertThat(Consistency.check(bundled, owned("001", "017", Optional.empty())))
        .extracting(Inconsistency::element)
        .containsExactly("usim.ef-ad");
  }

  @Test
  void findsAnOwnersGroupIdentifierThatNoFileHolds() {
    assertThat(Consistency.check(bundled, owned("001", "01", Optional.of(Bytes.fromHex("0A")))))
        .extracting(Inconsistency::element)
        .containsExactly("metadata.profileOwner.gid1");
  }

  private static StoreMetadataRequest owned(String mcc, String mnc, Optional<Bytes> gid1) {
    return StoreMetadataRequest.builder(ICCID, "opensmdp", "Test plan")
        .profileOwner(new ProfileOwner(ProfileOwner.mccMnc(mcc, mnc), gid1, Optional.empty()))
        .build();
  }

  @Test
  void findsAnImsiFileThatHoldsNoImsi() {
    var upp = changed(IMSI.ef().toString(), "07" + IMSI.ef().toString().substring(2));

    assertThat(Consistency.check(upp, metadata, ICCID, IMSI))
        .extracting(Inconsistency::element)
        .contains("usim[4].ef-imsi", "usim.ef-imsi");
  }

  @Test
  void findsTheTestAlgorithmInAnOperationalProfile() {
    var upp = changed("A12CA12A800101", "A12CA12A800103");

    assertThat(Consistency.check(upp, metadata))
        .extracting(Inconsistency::element)
        .containsExactly("akaParameter");
  }

  @Test
  void findsAnElementNumberedTwice() {
    var hex = bundled.octets().toString();
    var end = "AA07A0058000810109";
    assertThat(hex).endsWith(end);

    assertThat(Consistency.check(parsed(hex.replace(end, "AA07A0058000810101")), metadata))
        .singleElement()
        .returns("end[9]", Inconsistency::element);
  }

  @Test
  void findsAPackageWithoutEndAndWithTwoFileSystems() {
    var end = MinimalProfile.END.toUpperCase(Locale.ROOT);
    var upp = parsed(MinimalProfile.octets().toString().replace(end, MinimalProfile.MF));

    assertThat(Structure.check(upp))
        .extracting(Finding::toString)
        .containsExactly(
            "mf[7]: last element (expected: end as the last)",
            "end: 0 elements (expected: one)",
            "mf: 2 elements (expected: one)",
            "mf[7]: identification 2 again (expected: one of its own)");
  }

  @Test
  void findsAnExtensionInFrontOfWhatItExtends() {
    var optional = "b40fa0058000810142810667810f010205";
    var upp = parsed(MinimalProfile.of(
            MinimalProfile.HEADER,
            MinimalProfile.MF,
            optional,
            MinimalProfile.USIM,
            MinimalProfile.AKA_PARAMETER,
            MinimalProfile.END)
        .toString());

    assertThat(Structure.check(upp))
        .singleElement()
        .hasToString("opt-usim[2]: nothing to extend (expected: usim before it)");
  }

  @Test
  void findsADescriptorBehindContent() {
    var mf = MinimalProfile.MF.replace(
        "a41ea1108202412183022fe28b032f060388011083" + "0a98001032547698103214",
        "a41e830a98001032547698103214a1108202412183022fe28b032f0603880110");
    assertThat(mf).isNotEqualTo(MinimalProfile.MF);
    var upp = parsed(
        MinimalProfile.octets().toString().replace(MinimalProfile.MF.toUpperCase(Locale.ROOT), mf));

    assertThat(Structure.check(upp)).singleElement().returns("mf[1].ef-iccid", Finding::element);
  }

  private static ProfilePackage parsed(String hex) {
    return ProfilePackage.parse(Bytes.fromHex(hex));
  }

  @Test
  void announcesThePolicyRulesWithTheirOwner() {
    var rules = EnumSet.of(ProfilePolicyRule.PPR1, ProfilePolicyRule.PPR2);
    var locked = new MetadataTexts(
        "Example", "Plan", ProfileClass.OPERATIONAL, List.of(), Optional.empty(), rules);

    var announced = ProfileMetadata.of(locked, ICCID, IMSI, 2);

    assertThat(announced.der().toString()).endsWith("B705800300F110" + "99020560");
    assertThat(announced.profileOwner()).isPresent();
    assertThatIllegalArgumentException().isThrownBy(() -> ProfileMetadata.of(locked, ICCID));
    assertThat(metadata.profilePolicyRules()).isEmpty();
  }

  @Test
  void announcesTheNetworkOfTheImsiAsOwner() {
    assertThat(metadata.profileOwner().map(ProfileOwner::mccMnc)).contains(Bytes.fromHex("00F110"));
    assertThat(ProfileMetadata.of(TEXTS, ICCID, IMSI, 3).profileOwner().map(ProfileOwner::mnc))
        .contains("017");
    assertThat(StoreMetadataRequest.parse(metadata.der())).isEqualTo(metadata);
  }
}
