package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.InstallOutcome;

/** A GSMA test profile (TS.48 v7), ordered by its ICCID and delivered octet for octet. */
class Ts48IT {
  private static final String FILE = "ts48/TS48_V7.0_eSIM_GTP_SAIP2.3_BERTLV_SUCI.der";

  private final TestHouse house = TestHouse.get();

  @Test
  void arrivesOnTheCardOctetForOctet() throws IOException {
    var file = testData().map(folder -> folder.resolve(FILE)).filter(Files::exists);
    assumeTrue(file.isPresent(), "no TS.48 profiles here: set OPENSMDP_TEST_DATA to their folder");
    var given = Bytes.wrap(Files.readAllBytes(file.get()));
    var iccid = house.stock().addReadyMade(given, "ts48");
    var order = house.release(DownloadOrder.of(iccid));
    var card = house.card(Curve.NIST_P256);

    var outcome = house.lpa(card).download(order.activationCode(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
    assertThat(card.profiles().get(0).unprotectedProfilePackage()).isEqualTo(given);
    assertThat(house.stateBecoming(ProfileState.INSTALLED, iccid))
        .isEqualTo(ProfileState.INSTALLED);
  }

  private static Optional<Path> testData() {
    var named = Optional.ofNullable(System.getenv("OPENSMDP_TEST_DATA")).map(Path::of);
    return Stream.concat(
            named.stream(), Stream.of(Path.of("../../shared/data"), Path.of("../shared/data")))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
