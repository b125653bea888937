package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.OperatorTerms;
import org.opensmdp.cli.TestHouse;

/** An operator calls more often in a minute than its terms allow. */
class CallRateIT {
  private static final int CALLS = 6;
  private static final String NAME = "suite-hurried";

  private final TestHouse house = Scene.get().house();

  @Test
  void answersBusyToTheHurriedOneAlone() {
    var terms =
        new OperatorTerms(Set.of(), Set.of(), Optional.of(CALLS), OperatorTerms.NONE.quarantine());
    var client = OperatorStock.get().client(NAME);
    OperatorStock.get().operator(NAME, client, terms);
    var hurried = BackOffice.as(house, NAME, client);
    for (int i = 0; i < CALLS; i++) {
      hurried.call("downloadOrder", "'profileType':'none'").failed("8.2.5/3.9");
    }

    var refused = hurried.elsewhere().call("downloadOrder", "'profileType':'none'");

    refused.failed("1.2/4.4");
    assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 10);
    BackOffice.of(house).call("downloadOrder", "'profileType':'none'").failed("8.2.5/3.9");
    OperatorStock.get().other().call("downloadOrder", "'profileType':'none'").failed("8.2.5/3.9");
    house.forward(Duration.ofSeconds(10));
    hurried.call("downloadOrder", "'profileType':'none'").failed("8.2.5/3.9");
    house.forward(Duration.ofMinutes(1));
    for (int i = 0; i < CALLS; i++) {
      hurried.call("downloadOrder", "'profileType':'none'").failed("8.2.5/3.9");
    }
  }
}
