package org.opensmdp.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaStep;
import org.opensmdp.simulator.Pace;

/** A device of a kind, before it has met a server. */
class VirtualDeviceTest {
  private static final TestHierarchy NIST = TestHierarchy.issue(
      TestHierarchy.Plan.of(Curve.NIST_P256, "localhost"),
      InstantSource.system(),
      new SecureRandom());
  private static final int CARDS = 200;
  private static final long MOST_OCTETS = 100_000;

  @Test
  void hasTheSameNumberInEveryRun() {
    var kind = DeviceKinds.read("phone-a");

    assertThat(device(kind, 7).eid()).isEqualTo(device(kind, 7).eid());
    assertThat(device(kind, 7).eid()).isEqualTo(device(kind, 7).euicc().eid());
    assertThat(device(kind, 7).eid()).isNotEqualTo(device(kind, 8).eid());
  }

  @Test
  void keepsItsCard() {
    var device = device(DeviceKinds.read("watch"), 1);

    assertThat(device.euicc()).isSameAs(device.euicc());
  }

  @Test
  void tellsItsImeiWithItsCheckDigit() {
    var options = DeviceCards.options(DeviceKinds.read("phone-a"), 123_456);

    assertThat(options.deviceInfo().tac()).hasToString("35290611");
    assertThat(options.deviceInfo().imei().orElseThrow()).hasToString("53926011214365F5");
  }

  @Test
  void hasAnEidOfItsEum() {
    var kind = read("  ein: \"89033023\"\n");

    assertThat(device(kind, 3).euicc().eid().digits()).startsWith("89033023");
  }

  @Test
  void saysWhichPkiIsMissing() {
    var device = device(DeviceKinds.read("brainpool-only"), 1);

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(device::euicc)
        .withMessageContaining("brainpool-only")
        .withMessageContaining("brainpoolP256r1");
  }

  @Test
  void comesAgainAsOftenAsItsMannerSays() {
    var steps = new ArrayList<LpaStep>();
    var device = read("lpa: { retries: 2 }\n")
        .device(
            List.of(NIST),
            1,
            address -> {
              throw new UncheckedIOException(new IOException("nobody there"));
            },
            Pace.REAL,
            (step, took, failure) -> steps.add(step));

    var outcome = device.run(ActivationCode.parse("1$localhost$A"), Optional.empty());

    assertThat(outcome).isInstanceOf(DeviceOutcome.Lost.class);
    assertThat(outcome.cause()).isEqualTo("no answer from the server");
    assertThat(steps)
        .containsExactly(
            LpaStep.INITIATE_AUTHENTICATION,
            LpaStep.INITIATE_AUTHENTICATION,
            LpaStep.INITIATE_AUTHENTICATION);
  }

  /** Ten thousand fit into 2 GB, profiles and all, if a card alone is half of its share. */
  @Test
  void isSmall() {
    var kind = DeviceKinds.read("phone-a");
    var devices = new ArrayList<VirtualDevice>();
    device(kind, 0).euicc(); // classes and tables
    long before = usedOctets();

    for (int i = 1; i <= CARDS; i++) {
      var device = device(kind, i);
      device.euicc();
      devices.add(device);
    }

    assertThat((usedOctets() - before) / CARDS).as("octets of a card").isLessThan(MOST_OCTETS);
    assertThat(devices).hasSize(CARDS);
  }

  private static long usedOctets() {
    System.gc();
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static VirtualDevice device(DeviceDescription kind, long number) {
    return kind.device(
        List.of(NIST),
        number,
        address -> {
          throw new AssertionError("no server in this test");
        },
        Pace.REAL,
        LpaListener.NONE);
  }

  private static DeviceDescription read(String more) {
    var yaml = """
        name: some
        model: Some phone
        euicc:
          identities: [nist]
          svn: 2.2.2
          profile-version: 2.3.1
          firmware: 1.0.0
        """;
    return DeviceDescription.read(new StringReader(yaml + more), "test");
  }
}
