package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.EuiccProfile;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.VirtualEuicc;

/** Cards of every version of SGP.22 v2, and of v3 as far as they speak v2: all are served alike. */
class VersionsIT {
  private final TestHouse house = TestHouse.get();
  private final int port = house.server().es9plusAddresses().get(0).getPort();
  private final RawEs9Plus json =
      new RawEs9Plus(RawHttp.device(house.directory()), port, LpaManner.LPAC);
  private final RawAsn1 asn1 = new RawAsn1(RawHttp.device(house.directory()), port);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.0.0",
        "2.0.1",
        "2.1.0",
        "2.2.0",
        "2.2.1",
        "2.2.2",
        "2.3.0",
        "2.4.0",
        "2.5.0",
        "2.6.0",
        "2.6.1",
        "2.255.255"
      })
  void everyVersionTwoIsServedAlike(String svn) {
    installs(card(builder -> builder.svn(version(svn))));
  }

  @ParameterizedTest
  @CsvSource({"2.2.0, 3.0.0", "2.5.0, 3.1.0", "2.6.0, 3.255.0"})
  void aCardOfVersionThreeThatSpeaksTwoIsServedAlike(String svn, String highest) {
    installs(card(builder -> builder.svn(version(svn)).highestSvn(version(highest))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0", "1.0.0", "1.1.0", "3.0.0", "3.1.0", "255.0.0"})
  void anotherMajorVersionIsRefused(String svn) {
    var card = card(builder -> builder.svn(version(svn)));

    var inJson = refusal(lpa(card, json));
    var inAsn1 = refusal(lpa(card, asn1));

    assertThat(inJson.pair()).isEqualTo("8.8.3/3.1");
    assertThat(inJson.message()).contains(svn);
    JsonAnswers.isFailed(json.last().answer(), "8.8.3/3.1");
    assertThat(inAsn1.message()).isEqualTo("2"); // euiccVersionNotSupportedByDp
  }

  @Test
  void aCardThatSpeaksTwoIsServedOverTheAsn1BindingToo() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    var card = card(builder -> builder.svn(version("2.0.0")).highestSvn(version("3.1.0")));

    assertThat(lpa(card, asn1).download(order.activationCode(), Optional.empty()))
        .isInstanceOf(InstallOutcome.Installed.class);
  }

  private void installs(VirtualEuicc card) {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));

    var outcome = lpa(card, json).download(order.activationCode(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
  }

  private Es9PlusRefusal refusal(Lpa lpa) {
    return catchThrowableOfType(
        Es9PlusRefusal.class, () -> lpa.initiateAuthentication(house.server().smdpAddress()));
  }

  private VirtualEuicc card(UnaryOperator<EuiccProfile.Builder> change) {
    var visitors = house.visitors();
    return visitors.cards(Optional.of(Curve.NIST_P256)).euicc(visitors.cardNumber(), change);
  }

  private static Lpa lpa(VirtualEuicc card, Es9Plus server) {
    return new Lpa(
        card, address -> server, LpaOptions.defaults(), LpaListener.NONE, Clock.systemUTC());
  }

  private static VersionType version(String text) {
    var numbers = List.of(text.split("\\.")).stream().map(Integer::parseInt).toList();
    return new VersionType(numbers.get(0), numbers.get(1), numbers.get(2));
  }
}
