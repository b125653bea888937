package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionRequest;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.ProfileInstallationResult;

/** What a card can be told to do although it need not. */
class EuiccQuirksTest {
  private final TestSmdp smdp = Cards.smdp(Cards.NIST);
  private final VirtualEuicc card = Cards.card(Cards.NIST);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 127})
  void refusesTheServerAsTold(int code) {
    card.behave(EuiccQuirks.NONE.authenticateError(code));
    var request = smdp.authenticateServer(card.getEuiccChallenge());

    var response = card.authenticateServer(request.der());

    assertThat(response)
        .asInstanceOf(type(AuthenticateServerResponse.Error.class))
        .returns(code, AuthenticateServerResponse.Error::authenticateErrorCode)
        .returns(smdp.transactionId, AuthenticateServerResponse.Error::transactionId);
  }

  @Test
  void refusesTheDownloadAsTold() {
    var authenticated = Cards.authenticate(card, smdp);
    card.behave(EuiccQuirks.NONE.downloadError(3));

    var response = card.prepareDownload(smdp.prepareDownload(authenticated).der());

    assertThat(response)
        .asInstanceOf(type(PrepareDownloadResponse.Error.class))
        .returns(3, PrepareDownloadResponse.Error::downloadErrorCode);
  }

  @Test
  void refusesToCancelAsTold() {
    Cards.authenticate(card, smdp);
    card.behave(EuiccQuirks.NONE.cancelSessionError(127));
    var request = CancelSessionRequest.of(smdp.transactionId, CancelSessionReason.POSTPONED);

    var response = card.cancelSession(request.der());

    assertThat(response)
        .asInstanceOf(type(CancelSessionResponse.Error.class))
        .returns(127, CancelSessionResponse.Error::cancelSessionErrorCode);
  }

  @ParameterizedTest
  @EnumSource(
      value = BppCommandId.class,
      names = "STORE_METADATA_2",
      mode = EnumSource.Mode.EXCLUDE)
  void endsTheInstallationAtTheCommandAsTold(BppCommandId command) {
    card.behave(EuiccQuirks.NONE.installationError(command, 99));

    var result = load();

    assertThat(Cards.end(result))
        .asInstanceOf(type(FinalResult.Failure.class))
        .returns(command.code(), FinalResult.Failure::bppCommandId)
        .returns(99, FinalResult.Failure::errorReason);
    assertThat(card.profiles()).isEmpty();
  }

  @Test
  void makesAnotherOneTimeKeyAsTold() {
    var held = Cards.prepare(card, smdp).euiccSigned2().euiccOtpk();
    smdp.newSession();
    card.behave(EuiccQuirks.NONE.renewingOneTimeKeys());
    var authenticated = Cards.authenticate(card, smdp);
    var named = smdp.smdpSigned2(false, Optional.of(held));

    var response = card.prepareDownload(
        smdp.prepareDownload(authenticated, named, Optional.empty()).der());

    assertThat(((PrepareDownloadResponse.Ok) response).euiccSigned2().euiccOtpk())
        .isNotEqualTo(held);
  }

  private ProfileInstallationResult load() {
    var prepared = Cards.prepare(card, smdp);
    var metadata = Cards.metadata(Cards.ICCID).build();
    var protection = ProfileProtection.protect(Cards.upp(Cards.ICCID), new SecureRandom());
    Bytes octets = metadata.der();
    var binding = smdp.bind(card.eid(), prepared, octets, protection);
    return Cards.load(card, smdp.assemble(binding).segments());
  }
}
