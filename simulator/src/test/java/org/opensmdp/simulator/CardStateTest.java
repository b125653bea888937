package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.simulator.Cards.ICCID;
import static org.opensmdp.simulator.Cards.NIST;
import static org.opensmdp.simulator.Cards.OTHER_ICCID;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.certs.Validity;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.ProfileInstallationResult;

/** What a card keeps, in memory and in a file. */
class CardStateTest {
  private final TestSmdp smdp = Cards.smdp(NIST);
  private final VirtualEuicc card = Cards.card(NIST);

  private static VirtualEuicc again(CardState state) {
    return VirtualEuicc.of(CardState.parse(state.json()), new SecureRandom(), Cards.CLOCK);
  }

  private static Bytes answer(VirtualEuicc card, String request) {
    return card.es10().storeData(Bytes.fromHex(request));
  }

  private void fill() {
    Cards.install(card, smdp, Cards.metadata(ICCID).build());
    Cards.install(card, smdp, Cards.metadata(OTHER_ICCID).build());
    answer(card, "BF29115A0A" + ICCID.swapped() + "9003" + "C3A931");
    answer(card, "BF3F0D800B736D64702E746573742E6E");
    card.enable(ICCID);
    var crl = NIST.revocationList(new Validity(NIST.ci().notBefore(), NIST.ci().notAfter()));
    answer(card, Der.tlv(0xBF35, crl).toString());
  }

  /** Every answer that does not depend on a session. */
  private static List<Bytes> memoryOf(VirtualEuicc card) {
    return List.of(
        answer(card, "BF2D105C0E5A4F9F70909192939495B6B7B899"),
        answer(card, "BF2800"),
        answer(card, "BF2B00"),
        answer(card, "BF3C00"),
        answer(card, "BF4300"),
        answer(card, "BF2000"),
        answer(card, "BF2200"),
        answer(card, "BF3E035C015A"));
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void keepsWhatACardKeeps(Curve curve) {
    var other = Cards.card(Cards.of(curve));
    Cards.install(other, Cards.smdp(Cards.of(curve)), Cards.metadata(ICCID).build());
    fill();

    assertThat(memoryOf(again(other.snapshot()))).isEqualTo(memoryOf(other));
    assertThat(memoryOf(again(card.snapshot()))).isEqualTo(memoryOf(card));
    assertThat(again(card.snapshot()).snapshot().json())
        .isEqualTo(card.snapshot().json());
  }

  @Test
  void goesOnNumberingNotifications() {
    fill();
    card.notifications()
        .forEach(one -> card.removeNotification(one.notificationMetadata().seqNumber()));
    var again = again(card.snapshot());

    again.disable(ICCID);

    assertThat(again.notifications())
        .singleElement()
        .returns(4L, one -> one.notificationMetadata().seqNumber());
  }

  @Test
  void losesTheSession() {
    var challenge = card.getEuiccChallenge();

    var response = again(card.snapshot())
        .authenticateServer(smdp.authenticateServer(challenge).der());

    assertThat(response.der().toString()).contains("020104"); // noSession
  }

  @Test
  void keepsAOneTimeKeyNoPackageHasUsed() {
    var first = Cards.prepare(card, smdp).euiccSigned2().euiccOtpk();
    smdp.newSession();
    var again = again(card.snapshot());
    var authenticated = Cards.authenticate(again, smdp);

    var second = (PrepareDownloadResponse.Ok) again.prepareDownload(smdp.prepareDownload(
            authenticated, smdp.smdpSigned2(false, Optional.of(first)), Optional.empty())
        .der());

    assertThat(second.euiccSigned2().euiccOtpk()).isEqualTo(first);
  }

  @Test
  void reportsAnInstallationThatTheStateCutShort() {
    var prepared = Cards.prepare(card, smdp);
    var binding = smdp.bind(
        card.eid(),
        prepared,
        Cards.metadata(ICCID).build().der(),
        new ProfileProtection.SessionKeys(Cards.upp(ICCID)));
    smdp.assemble(binding).segments().subList(0, 6).forEach(card::loadBoundProfilePackage);

    var again = again(card.snapshot());

    assertThat(again.profiles()).isEmpty();
    assertThat(again.notifications()).singleElement().satisfies(notification -> {
      var result = (ProfileInstallationResult) notification;
      var failure = (FinalResult.Failure) Cards.end(result);
      assertThat(failure.errorReason()).isEqualTo(ErrorReason.INTERRUPTION.code());
      assertThat(failure.bppCommandId()).isEqualTo(BppCommandId.LOAD_PROFILE_ELEMENTS.code());
      assertThat(result.notificationMetadata().iccid()).contains(ICCID);
      assertThat(result.profileInstallationResultData().transactionId())
          .isEqualTo(smdp.transactionId);
    });
    assertThat(card.notifications()).as("the card itself goes on").isEmpty();
  }

  @Test
  void keepsTheReportOfAnInterruption() {
    Cards.prepare(card, smdp);
    card.es10().powerCycle();
    assertThat(card.notifications()).isEmpty(); // nothing had begun

    assertThat(again(card.snapshot()).notifications()).isEmpty();
  }

  @Test
  void forksIntoTwoThatShareNothing() {
    fill();
    var fork = card.fork();

    fork.disable(ICCID);
    Cards.install(fork, smdp, Cards.metadata(Cards.THIRD_ICCID).build());

    assertThat(card.profiles()).hasSize(2).filteredOn(InstalledProfile::enabled).hasSize(1);
    assertThat(fork.profiles()).hasSize(3).filteredOn(InstalledProfile::enabled).isEmpty();
  }

  @Test
  void writesAFileForItsOwnerOnly(@TempDir Path directory) throws IOException {
    fill();
    var file = directory.resolve("card.json");
    Files.writeString(file, "an older one");

    card.snapshot().write(file);

    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(Files.readString(file)).contains("keep it private");
    assertThat(CardState.read(file).json()).isEqualTo(card.snapshot().json());
    assertThat(directory).isDirectoryContaining(file::equals).isNotEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "null", "[1]", "{\"note\": 1", "nonsense"})
  void refusesATextThatIsNone(String json) {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> CardState.parse(json))
        .withMessageContaining("state of a card");
  }

  @Test
  void refusesAStateThatWasChangedByHand() {
    fill();
    var json = card.snapshot().json();

    for (var change : List.of(
        json.replace("\"format\" : 1", "\"format\" : 2"),
        json.replace("\"svn\" : \"2.5.0\"", "\"svn\" : \"2.5\""),
        json.replace("\"identity\" : 0", "\"identity\" : 7"),
        json.replace("\"lenient\" : false", "\"lenient\" : false, \"more\" : 1"),
        json.replace("\"key\" : \"30", "\"key\" : \"31"),
        json.replace("\"lastSeqNumber\" : 3", "\"lastSeqNumber\" : null"),
        json.replace("\"eid\" : \"8", "\"eid\" : \"9"),
        json.replaceFirst("\"metadata\" : \"[0-9A-F]+", "\"metadata\" : \"BF25"))) {
      assertThat(change).isNotEqualTo(json);
      assertThatExceptionOfType(InvalidMessage.class)
          .isThrownBy(() -> CardState.parse(change))
          .withMessageContaining("state of a card")
          .withMessageNotContaining(Cards.upp(ICCID).slice(0, 16).toString());
    }
  }

  @Test
  void keepsKeysOutOfItsText() {
    fill();

    assertThat(card.snapshot().toString()).isEqualTo("CardState[" + card.eid() + "]");
    assertThat(card.snapshot().saved().toString())
        .doesNotContain(Cards.upp(ICCID).slice(0, 16).toString())
        .contains("redacted");
  }
}
