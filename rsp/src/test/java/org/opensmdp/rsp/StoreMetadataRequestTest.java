package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** ES8+.StoreMetadata (SGP.22 v2 §5.5.3). */
class StoreMetadataRequestTest {
  private static final Iccid ICCID = new Iccid("89000123456789012341");
  private static final Bytes MINIMAL = Bytes.fromHex("5A0A98001032547698103214910141920142");

  /** Computed for this project by a second implementation: a regression vector. */
  @Test
  void encodesTheMetadataOfTheBrainpoolVector() {
    var request = StoreMetadataRequest.builder(ICCID, "ACME", "ACME Test")
        .notification(new NotificationConfiguration(
            EnumSet.allOf(NotificationEvent.class), "smdp.example.com"))
        .profileOwner(
            new ProfileOwner(ProfileOwner.mccMnc("001", "01"), Optional.empty(), Optional.empty()))
        .build();

    assertThat(request.der())
        .isEqualTo(Bytes.fromHex("bf253e5a0a98001032547698103214910441434d45920941434d452054657374"
            + "b6183016800204f08110736d64702e6578616d706c652e636f6db705800300f110"));
    assertThat(StoreMetadataRequest.parse(request.der())).isEqualTo(request);
  }

  /** The StoreMetadata of the third-party package in pySim's test_esim_bsp.py. */
  @Test
  void readsTheMetadataOfAThirdParty() {
    var octets = Bytes.fromHex("bf252d5a0a98001032547698103214910947534d415f54455354921147534d415f"
        + "544553545f50524f46494c45950100");

    var request = StoreMetadataRequest.parse(octets);

    assertThat(request.iccid()).isEqualTo(ICCID);
    assertThat(request.serviceProviderName()).isEqualTo("GSMA_TEST");
    assertThat(request.profileName()).isEqualTo("GSMA_TEST_PROFILE");
    assertThat(request.profileClass()).isEqualTo(ProfileClass.TEST);
    assertThat(request.der()).isEqualTo(octets);
  }

  @Test
  void readsTheMetadataOfTheRecordedSession() {
    var protectedMetadata = BoundProfilePackage.parse(Session.BOUND_PROFILE_PACKAGE)
        .segments()
        .get(3); // 88, length, metadata in clear, 8 octets of MAC

    var metadata = protectedMetadata.slice(2, protectedMetadata.size() - 8);

    assertThat(StoreMetadataRequest.parse(metadata).profileName())
        .isEqualTo("euicc-rsp test profile");
  }

  @Test
  void acceptsTheDefaultClassWrittenOut() {
    var octets = Der.tlv(0xBF25, MINIMAL, Bytes.fromHex("950102"));

    assertThat(StoreMetadataRequest.parse(octets).profileClass())
        .isEqualTo(ProfileClass.OPERATIONAL);
  }

  @Test
  void carriesIconAndRules() {
    var request = StoreMetadataRequest.builder(ICCID, "A", "B")
        .icon(new Icon(Icon.PNG, Bytes.fromHex("89504E47")))
        .profileClass(ProfileClass.PROVISIONING)
        .profileOwner(new ProfileOwner(
            ProfileOwner.mccMnc("310", "260"),
            Optional.of(Bytes.fromHex("01")),
            Optional.of(Bytes.fromHex("02"))))
        .profilePolicyRules(1, 2)
        .build();

    var read = StoreMetadataRequest.parse(request.der());

    assertThat(read).isEqualTo(request);
    assertThat(read.profilePolicyRules()).contains(Bytes.fromHex("0560"));
    assertThat(read.profileOwner().orElseThrow().mcc()).isEqualTo("310");
    assertThat(read.profileOwner().orElseThrow().mnc()).isEqualTo("260");
  }

  @Test
  void skipsWhatLaterVersionsAdd() {
    var octets =
        Der.tlv(0xBF25, MINIMAL, Bytes.fromHex("BF2200BF23009B0161BA009F1F020780BF20009F21020400"));

    assertThat(StoreMetadataRequest.parse(octets).profileName()).isEqualTo("B");
  }

  @Test
  void toleratesUnknownEventBits() {
    var octets = Der.tlv(
        0xBF25,
        MINIMAL,
        Der.tlv(0xB6, Der.sequence(Bytes.fromHex("8002008C"), Bytes.fromHex("810161"))));

    assertThat(StoreMetadataRequest.parse(octets).notificationConfigurationInfo())
        .containsExactly(new NotificationConfiguration(Set.of(NotificationEvent.INSTALL), "a"));
  }

  @Test
  void countsNamesInOctets() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(
            () -> StoreMetadataRequest.builder(ICCID, "ä".repeat(17), "B").build())
        .withMessage("StoreMetadataRequest.serviceProviderName: 34 octets (expected: 0 to 32)");
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(
            () -> StoreMetadataRequest.builder(ICCID, "A", "B".repeat(65)).build())
        .withMessageContaining("profileName");
  }

  @Test
  void refusesToSendAnEmptyName() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> StoreMetadataRequest.builder(ICCID, "A", "").build())
        .withMessage("StoreMetadataRequest.profileName: empty");
  }

  @Test
  void refusesToSendAnAddressWithABlank() {
    var builder = StoreMetadataRequest.builder(ICCID, "A", "B")
        .notification(
            new NotificationConfiguration(Set.of(NotificationEvent.DELETE), "smdp.example.com "));

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(builder::build)
        .withMessageContaining("expected: a host name");
  }

  @Test
  void refusesToSendPolicyRulesWithoutAnOwner() {
    var builder = StoreMetadataRequest.builder(ICCID, "A", "B").profilePolicyRules(2);

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(builder::build)
        .withMessage("StoreMetadataRequest.profileOwner: missing beside profilePolicyRules");
  }

  @Test
  void refusesAnIconWithoutTypeAndOneTooLarge() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(
            () -> StoreMetadataRequest.parse(Der.tlv(0xBF25, MINIMAL, Bytes.fromHex("940100"))))
        .withMessage("StoreMetadataRequest.iconType: missing beside icon");
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> new Icon(Icon.JPG, Bytes.wrap(new byte[1025])));
  }

  @Test
  void codesOperatorsAsTs24008Does() {
    assertThat(ProfileOwner.mccMnc("001", "01")).isEqualTo(Bytes.fromHex("00F110"));
    assertThat(ProfileOwner.mccMnc("310", "260")).isEqualTo(Bytes.fromHex("130062"));
    assertThat(new ProfileOwner(Bytes.fromHex("00F110"), Optional.empty(), Optional.empty()))
        .returns("001", ProfileOwner::mcc)
        .returns("01", ProfileOwner::mnc);
  }
}
