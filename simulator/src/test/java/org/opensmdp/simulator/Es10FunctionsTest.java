package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.simulator.Cards.ICCID;
import static org.opensmdp.simulator.Cards.NIST;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionRequest;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.GetEuiccChallengeResponse;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.ProfileInstallationResult;

/** The door of ES10a, ES10b and ES10c (SGP.22 v2 §5.7), on octets. */
class Es10FunctionsTest {
  private final VirtualEuicc card = Cards.card(NIST);
  private final TestSmdp smdp = Cards.smdp(NIST);
  private final Es10 es10 = card.es10();

  private Bytes answer(String request) {
    return es10.storeData(Bytes.fromHex(request));
  }

  private void assertRefused(String request, int statusWord) {
    assertThatExceptionOfType(CardRefusal.class)
        .isThrownBy(() -> answer(request))
        .returns(statusWord, CardRefusal::statusWord);
  }

  @Test
  void tellsItsNumber() {
    assertThat(answer("BF3E035C015A")).hasToString("BF3E125A10" + card.eid());
  }

  @Test
  void tellsNothingButItsNumber() {
    assertRefused("BF3E035C0142", CardRefusal.INCORRECT_DATA);
    assertRefused("BF3E00", CardRefusal.INCORRECT_DATA);
  }

  @Test
  void tellsWhatItIs() {
    assertThat(answer("BF2000")).isEqualTo(card.euiccInfo1().der());
    assertThat(EuiccInfo2.parse(answer("BF2200"))).isEqualTo(card.euiccInfo2());
  }

  @Test
  void givesAnotherChallengeEachTime() {
    var one = answer("BF2E00");
    var other = answer("BF2E00");

    assertThat(one.toString()).startsWith("BF2E128010").hasSize(2 * 21);
    assertThat(other).isNotEqualTo(one);
  }

  /** A whole download, from the challenge to the notification removed. */
  @Test
  void downloadsOverOctets() {
    var challenge = GetEuiccChallengeResponse.parse(answer("BF2E00")).euiccChallenge();
    var authenticated = (AuthenticateServerResponse.Ok) AuthenticateServerResponse.parse(
        es10.storeData(smdp.authenticateServer(challenge).der()));
    var prepared = (PrepareDownloadResponse.Ok) PrepareDownloadResponse.parse(
        es10.storeData(smdp.prepareDownload(authenticated).der()));
    var binding = smdp.bind(
        card.eid(),
        prepared,
        Cards.metadata(ICCID).build().der(),
        new ProfileProtection.SessionKeys(Cards.upp(ICCID)));

    var answer = Bytes.EMPTY;
    for (var piece : smdp.assemble(binding).segments()) {
      assertThat(answer).isEqualTo(Bytes.EMPTY);
      answer = es10.storeData(piece);
    }

    assertThat(Cards.end(ProfileInstallationResult.parse(answer)))
        .isInstanceOf(FinalResult.Success.class);
    assertThat(answer("BF2B05A003800101").toString()).endsWith(answer.toString());
    assertThat(answer("BF3003800101")).hasToString("BF3003800100");
  }

  @Test
  void cancelsASession() {
    Cards.authenticate(card, smdp);
    var request = CancelSessionRequest.of(smdp.transactionId, CancelSessionReason.POSTPONED);

    var ok = CancelSessionResponse.parse(es10.storeData(request.der()));

    assertThat(ok).isInstanceOf(CancelSessionResponse.Ok.class);
    assertThat(es10.storeData(request.der())).hasToString("BF4103810105");
  }

  @Test
  void knowsNoSuchSession() {
    assertThat(answer("BF4109800401020304810100")).hasToString("BF4103810105");
  }

  /** Those of v3, of ES6, and tags of nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {"BF4400", "BF4500", "BF4A00", "BF4B00", "BF4D00", "BF6000", "BF2A00", "3000", "00"
      })
  void knowsNoOtherFunction(String request) {
    assertRefused(request, CardRefusal.UNKNOWN_TAG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BF", "BF2E", "BF2E01", "BF2E0000", "BF3883FFFFFF", "BF2100", "BF4100"})
  void refusesOctetsThatAreNoRequest(String request) {
    assertRefused(request, CardRefusal.INCORRECT_DATA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BF3600", "A000", "A100", "8800", "A200", "A300", "8600", "8700"})
  void takesNoPieceOfAPackageOutOfPlace(String piece) {
    assertRefused(piece, CardRefusal.CONDITIONS_NOT_SATISFIED);
  }

  @Test
  void losesTheSessionWithThePower() {
    Cards.prepare(card, smdp);

    es10.powerCycle();

    assertRefused("BF3600", CardRefusal.CONDITIONS_NOT_SATISFIED);
  }
}
