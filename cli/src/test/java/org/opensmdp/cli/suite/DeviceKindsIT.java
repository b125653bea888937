package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.device.DeviceKinds;

/** Each kind of device that comes with the program downloads once, in compressed time. */
class DeviceKindsIT {
  private static final Pace QUICK = new Pace(10_000);
  private static final Map<String, String> CANNOT = Map.of(
      "old-card", "no profile fits this device",
      "strict-pe", "the chip cannot process an element of the profile",
      "private-ci", "the chip trusts no root that the server has",
      "clone", "chip and server do not believe each other");

  private final Scene scene = Scene.get();

  static Stream<String> names() {
    return DeviceKinds.names().stream();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void downloadsOrFailsAsItsKindDoes(String name) {
    var kind = DeviceKinds.read(name);
    var tls = Stream.of(Curve.values()).map(curve -> scene.of(curve).tlsCi()).toList();
    var device = kind.device(
        Stream.of(Curve.values()).map(scene::of).toList(),
        Scene.RANDOM.nextLong(1_000_000_000_000L),
        kind.servers(tls),
        QUICK,
        LpaListener.NONE);
    var order = scene.order(OrderSpec.of(SpecialTypes.OPERATIONAL), device.eid());
    var code = new ActivationCode(
        scene.house().server().smdpAddress(),
        order.matchingId().orElseThrow(),
        Optional.empty(),
        false);

    var outcome = device.run(code, Optional.empty());
    device.later();

    assertThat(kind.name()).isEqualTo(name);
    assertThat(outcome.cause()).isEqualTo(CANNOT.getOrDefault(name, "installed"));
  }
}
