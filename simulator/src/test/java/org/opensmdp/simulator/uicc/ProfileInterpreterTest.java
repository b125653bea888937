package org.opensmdp.simulator.uicc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.simulator.uicc.ElementStatus.*;
import static org.opensmdp.simulator.uicc.PackageFaults.APPLET;
import static org.opensmdp.simulator.uicc.PackageFaults.HEADER;
import static org.opensmdp.simulator.uicc.PackageFaults.RFM;
import static org.opensmdp.simulator.uicc.PackageFaults.gfm;
import static org.opensmdp.simulator.uicc.Packages.CARD;
import static org.opensmdp.simulator.uicc.Packages.ICCID;
import static org.opensmdp.simulator.uicc.Packages.TEST_ICCID;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.profile.VersionNumber;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.EuiccResponse;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.StoreMetadataRequest;

/** What a card says of profile elements (TCA eUICC Profile Package; SGP.22 v2 §2.5.6). */
class ProfileInterpreterTest {
  private static final StoreMetadataRequest METADATA =
      Packages.metadata(ICCID, ProfileClass.OPERATIONAL);
  private static final Interpretation INVALID_KEY =
      new Interpretation.Refused(ErrorReason.INVALID_NAA_KEY, Optional.empty());
  private static final Bytes DONE = Bytes.fromHex("3007A0053003800100");

  private static Interpretation interpret(Bytes upp) {
    return ProfileInterpreter.interpret(upp, METADATA, CARD);
  }

  private static EuiccResponse.PeStatus last(Interpretation interpretation) {
    var refused = (Interpretation.Refused) interpretation;
    var response = EuiccResponse.parse(refused.simaResponse().orElseThrow());
    assertThat(response.profileInstallationAborted()).isTrue();
    return response.peStatus().get(response.peStatus().size() - 1);
  }

  @ParameterizedTest
  @MethodSource("org.opensmdp.simulator.uicc.PackageFaults#all")
  void tellsTheStatusOfTheElementThatIsWrong(PackageFaults.Fault fault) {
    var upp = fault.edit().apply(new PackageEdit(Packages.bundled())).octets();

    var status = last(interpret(upp));

    assertThat(status.status()).isEqualTo(fault.status().code());
    var identification = fault.identification() == HEADER
        ? OptionalInt.empty()
        : OptionalInt.of(fault.identification());
    assertThat(status.identificationNumber()).isEqualTo(identification);
  }

  @Test
  void installsTheBundledTemplateTheMinimalProfileAndAnApplet() {
    var withApplet = new PackageEdit(Packages.bundled())
        .before("end", APPLET)
        .before("end", RFM)
        .set("rfm/A0/81", "31")
        .octets();

    assertThat(interpret(Packages.bundled()))
        .isEqualTo(new Interpretation.Installed(DONE, Set.of()));
    assertThat(ProfileInterpreter.interpret(
            Packages.minimal(), Packages.metadata(TEST_ICCID, ProfileClass.OPERATIONAL), CARD))
        .isEqualTo(new Interpretation.Installed(DONE, Set.of()));
    assertThat(interpret(withApplet)).isEqualTo(new Interpretation.Installed(DONE, Set.of()));
  }

  @ParameterizedTest
  @MethodSource("org.opensmdp.simulator.uicc.Packages#ts48")
  void installsTheTestProfiles(Bytes upp) {
    var metadata = Packages.metadata(TEST_ICCID, ProfileClass.TEST);

    assertThat(ProfileInterpreter.interpret(upp, metadata, CARD))
        .isEqualTo(new Interpretation.Installed(DONE, Set.of()));
  }

  /** Support for what is not mandated is told, and the rest is installed. */
  @Test
  void leavesOutWhatItCannotDoUnlessItIsMandated() {
    var upp =
        new PackageEdit(Packages.bundled()).before("end", "BF2205A003810130").octets();

    var installed = (Interpretation.Installed) interpret(upp);

    assertThat(EuiccResponse.parse(installed.simaResponse()).peStatus())
        .extracting(EuiccResponse.PeStatus::status)
        .containsExactly(1, 0);
    assertThat(EuiccResponse.parse(installed.simaResponse()).profileInstallationAborted())
        .isFalse();
  }

  @Test
  void leavesOutAnApplicationWithAllThatBelongsToIt() {
    var usim = Packages.card(2, 4);
    var upp = new PackageEdit(Packages.bundled())
        .set("header/A5", "")
        .set("usim/A0", "810104")
        .set("opt-usim/A0", "810105")
        .set("pinCodes#1/A0", "810106")
        .set("akaParameter/A0", "810107")
        .octets();

    var refused =
        ProfileInterpreter.interpret(upp, Packages.metadata(ICCID, ProfileClass.OPERATIONAL), usim);

    assertThat(EuiccResponse.parse(((Interpretation.Installed) refused).simaResponse())
            .peStatus())
        .extracting(EuiccResponse.PeStatus::status)
        .containsExactly(1, 1, 1, 1, 0);
  }

  @ParameterizedTest
  @MethodSource("abilities")
  void refusesWhatTheCardLacks(
      CardAbilities card, UnaryOperator<PackageEdit> edit, ElementStatus status) {
    var upp = edit.apply(new PackageEdit(Packages.bundled())).octets();

    var refused = ProfileInterpreter.interpret(upp, METADATA, card);

    assertThat(last(refused).status()).isEqualTo(status.code());
  }

  static Stream<Arguments> abilities() {
    UnaryOperator<PackageEdit> asItIs = p -> p;
    UnaryOperator<PackageEdit> unlisted = p -> p.set("header/A5", "");
    UnaryOperator<PackageEdit> applet = p -> p.before("end", APPLET);
    UnaryOperator<PackageEdit> berTlv =
        p -> p.before("end", gfm("620B8202792183022F5080" + "0102"));
    UnaryOperator<PackageEdit> link =
        p -> p.before("end", gfm("62148202782183027F50C60101" + "C7027FD08B032F0601"));
    return Stream.of(
        Arguments.of(Packages.card(4), asItIs, FEATURE_NOT_SUPPORTED),
        Arguments.of(Packages.card(1), asItIs, FEATURE_NOT_SUPPORTED),
        Arguments.of(Packages.card(4), unlisted, PE_NOT_SUPPORTED),
        Arguments.of(Packages.card(1), unlisted, FEATURE_NOT_SUPPORTED),
        Arguments.of(Packages.card(1, 4), applet, RUNTIME_NOT_SUPPORTED),
        Arguments.of(Packages.card(1, 4), berTlv, FEATURE_NOT_SUPPORTED),
        Arguments.of(Packages.card(1, 4), link, FEATURE_NOT_SUPPORTED),
        Arguments.of(
            new CardAbilities(new VersionNumber(2, 2), CARD.capabilities(), 9999, false),
            asItIs,
            UNSUPPORTED_PROFILE_VERSION));
  }

  @Test
  void saysThatMemoryIsTooSmallWithItsOwnReason() {
    var small = new CardAbilities(CARD.version(), CARD.capabilities(), 500, false);

    var refused = ProfileInterpreter.interpret(Packages.bundled(), METADATA, small);

    assertThat(((Interpretation.Refused) refused).reason())
        .isEqualTo(ErrorReason.INSUFFICIENT_MEMORY);
    assertThat(last(refused).status()).isEqualTo(NOT_ENOUGH_MEMORY.code());
  }

  @Test
  void blamesNoElementIfPackageAndMetadataDisagree() {
    var other = Packages.metadata(TEST_ICCID, ProfileClass.OPERATIONAL);

    assertThat(ProfileInterpreter.interpret(Packages.bundled(), other, CARD))
        .isEqualTo(new Interpretation.Refused(ErrorReason.DATA_MISMATCH, Optional.empty()));
  }

  @Test
  void takesTheTestAlgorithmInTestProfilesOnly() {
    var upp =
        new PackageEdit(Packages.bundled()).set("akaParameter/A1/A1/80", "03").octets();
    var test = Packages.metadata(ICCID, ProfileClass.TEST);

    assertThat(ProfileInterpreter.interpret(upp, test, CARD))
        .isEqualTo(new Interpretation.Installed(DONE, Set.of()));
    assertThat(interpret(upp)).isEqualTo(INVALID_KEY);
  }

  @Test
  void tellsTestKeysFromOthersIfItIsSuchACard() {
    var strict = new CardAbilities(CARD.version(), CARD.capabilities(), 99_999, true);
    var test = Packages.metadata(ICCID, ProfileClass.TEST);
    var known = Packages.bundled(); // a key of TS 35.208
    var secret = new PackageEdit(known)
        .set("akaParameter/A1/A1/82", "8BAF473F2F8FD09487CCCBD7097C6862")
        .octets();

    assertThat(ProfileInterpreter.interpret(known, METADATA, strict)).isEqualTo(INVALID_KEY);
    assertThat(ProfileInterpreter.interpret(secret, test, strict)).isEqualTo(INVALID_KEY);
    assertThat(ProfileInterpreter.interpret(known, test, strict))
        .isEqualTo(new Interpretation.Installed(DONE, Set.of()));
    assertThat(ProfileInterpreter.interpret(secret, METADATA, strict))
        .isEqualTo(new Interpretation.Installed(DONE, Set.of()));
  }

  /** Whatever octet is wrong, the card answers; and nobody but the test reads the package. */
  @Test
  void survivesAnyOctetChanged() {
    var upp = Packages.bundled();
    for (int i = 0; i < upp.size(); i++) {
      var octets = upp.toArray();
      octets[i] ^= (byte) (1 << (i % 8));
      var end = interpret(Bytes.wrap(octets));
      if (end instanceof Interpretation.Refused refused) {
        refused.simaResponse().ifPresent(EuiccResponse::parse);
      }
      assertThat(end).isNotNull();
    }
    for (int size = 0; size < upp.size(); size++) {
      assertThat(interpret(upp.slice(0, size))).isInstanceOf(Interpretation.Refused.class);
    }
  }

  /** A fault of the firmware: the package is right, and other cards take it. */
  @Test
  void refusesWhatItsFirmwareDoesNotTake() {
    var subscriber = Bytes.fromHex("810103");
    var fault = new RefusedElement(
        ProfileElementType.PIN_CODES, Optional.of(subscriber), Optional.of(INVALID_PARAMETER));

    var status =
        last(ProfileInterpreter.interpret(Packages.bundled(), METADATA, CARD, List.of(fault)));

    assertThat(status.status()).isEqualTo(INVALID_PARAMETER.code());
    assertThat(status.identificationNumber()).hasValue(3);
  }

  @Test
  void takesElementsThatHoldNothingItsFirmwareStumblesOver() {
    var elsewhere = new RefusedElement(
        ProfileElementType.PIN_CODES, Optional.of(Bytes.fromHex("CAFE")), Optional.empty());
    var otherKind =
        new RefusedElement(ProfileElementType.GSM_ACCESS, Optional.empty(), Optional.empty());

    var end = ProfileInterpreter.interpret(
        Packages.bundled(), METADATA, CARD, List.of(elsewhere, otherKind));

    assertThat(end).isEqualTo(new Interpretation.Installed(DONE, Set.of()));
  }
}
