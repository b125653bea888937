package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.ProfileOwner;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.StoreMetadataRequest;

/** The package against the inventory and the metadata, before a release (handoffs H4 and H5). */
class ReleaseCheckTest {
  private static final Iccid ICCID = new Iccid("8988201000000000013");
  private static final Imsi IMSI = new Imsi("001017654321098");
  private static final MetadataTexts TEXTS = new MetadataTexts(
      "opensmdp", "Test plan", ProfileClass.OPERATIONAL, List.of(), Optional.empty());

  private final ProfileTemplate template = ProfileTemplate.of(BundledTemplate.load());
  private final Bytes rendered =
      template.render(Subscribers.withCodes(ICCID.digits(), IMSI.digits()));
  private final ProfilePackage bundled = ProfilePackage.parse(rendered);
  private final StoreMetadataRequest metadata = ProfileMetadata.of(TEXTS, ICCID, IMSI, 2);

  private static ReleaseCheck.Findings check(ProfilePackage upp, StoreMetadataRequest metadata) {
    return ReleaseCheck.check(upp, metadata, ICCID, Optional.of(IMSI), 2);
  }

  @Test
  void findsNothingInARenderedProfileWithItsOwnMetadata() {
    assertThat(check(bundled, metadata).blocking()).isEmpty();
    assertThat(check(bundled, metadata).warnings()).isEmpty();
  }

  @Test
  void blocksWhatConsistencyFinds() {
    var other = new Imsi("001010000000001");

    assertThat(
            ReleaseCheck.check(bundled, metadata, ICCID, Optional.of(other), 2).blocking())
        .extracting(Inconsistency::element)
        .containsExactly("usim.ef-imsi");
  }

  @Test
  void blocksAPackageWithAnImsiThatTheInventoryDoesNotList() {
    var without = ProfileMetadata.of(TEXTS, ICCID);

    assertThat(ReleaseCheck.check(bundled, without, ICCID, Optional.empty(), 2).blocking())
        .singleElement()
        .returns("usim.ef-imsi", Inconsistency::element)
        .returns(IMSI.digits(), Inconsistency::found);
    assertThat(ReleaseCheck.check(
                bundled, without, new Iccid("8988201000000000021"), Optional.empty(), 2)
            .blocking())
        .extracting(Inconsistency::element)
        .contains("metadata.iccid");
  }

  @Test
  void blocksANetworkCodeOfAnotherLengthThanTheTypeSays() {
    var found =
        ReleaseCheck.check(bundled, metadata, ICCID, Optional.of(IMSI), 3).blocking();

    assertThat(found)
        .singleElement()
        .hasToString("usim.ef-ad: MNC of 2 digits (expected: 3 of the profile type)");
  }

  @Test
  void blocksAGroupIdentifierWhoseServiceIsOff() {
    var owner = new ProfileOwner(
        ProfileOwner.mccMnc("001", "01"), Optional.of(Bytes.fromHex("0A")), Optional.empty());
    var owned = StoreMetadataRequest.builder(ICCID, "opensmdp", "Test plan")
        .profileOwner(owner)
        .build();

    assertThat(check(bundled, owned).blocking())
        .extracting(Inconsistency::element)
        .contains("usim.ef-ust");
  }

  @Test
  void warnsOfAGroupServiceThatNoOwnerNames() {
    var upp = withServices(17);

    assertThat(check(upp, metadata).blocking()).isEmpty();
    assertThat(check(upp, metadata).warnings())
        .extracting(Inconsistency::toString)
        .contains("usim.ef-ust: service 17 is on (expected: off, for metadata.profileOwner has no"
            + " gid1)");
  }

  /** Switches a service on where the package has its table. */
  private ProfilePackage withServices(int service) {
    var usim = bundled.located().stream()
        .filter(element -> element.type() == ProfileElementType.USIM)
        .findFirst()
        .orElseThrow();
    var file = usim.file(ElementaryFile.UST).orElseThrow();
    var content = file.member(FileContent.FILL_FILE_CONTENT).orElseThrow();
    var octets = rendered.toArray();
    octets[content.valueAt() + (service - 1) / 8] |= (byte) (1 << ((service - 1) % 8));
    return ProfilePackage.parse(Bytes.wrap(octets));
  }

  @Test
  void warnsOfANameThatIsNotTheOneThePhoneShows() {
    var other = StoreMetadataRequest.builder(ICCID, "Another name", "Test plan")
        .profileOwner(metadata.profileOwner().orElseThrow())
        .build();

    assertThat(check(bundled, other).blocking()).isEmpty();
    assertThat(check(bundled, other).warnings())
        .singleElement()
        .hasToString("usim.ef-spn: opensmdp (expected: Another name)");
  }

  @Test
  void findsTheTemplatesOwnKeyInAProfile() {
    var own = ProfileTemplate.of(MinimalProfile.octets());
    var dummy = Bytes.fromHex("000102030405060708090A0B0C0D0E0F");
    var withDummy = SubscriberData.of(ICCID, IMSI, Secret.of(dummy), Secret.of(Subscribers.OPC));

    assertThat(own.leavesItsKeyIn(own.render(withDummy))).isTrue();
    assertThat(
            own.leavesItsKeyIn(own.render(Subscribers.withoutCodes(ICCID.digits(), IMSI.digits()))))
        .isFalse();
    assertThat(own.leavesItsKeyIn(rendered)).isFalse();
  }
}
