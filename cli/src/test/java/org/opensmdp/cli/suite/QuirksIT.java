package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.device.VirtualDevice;

/**
 * Every quirk of a device ends as quirks.yaml says, on both sides, over real sockets; and docs/quirks.md
 * says the same. To write that file again: {@code -Dopensmdp.quirks.write=true}.
 */
class QuirksIT {
  private static final Path DOCUMENT = Path.of("..", "docs", "quirks.md");
  private static final List<String> COMMANDS = List.of(
      "initialise-secure-channel", "configure-isdp", "store-metadata", "replace-session-keys");
  private static final Pace QUICK = new Pace(10_000);

  private final Scene scene = Scene.get();

  static Stream<QuirkRow> rows() {
    return QuirkRow.all().stream();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void endsAsTheTableSays(QuirkRow row) {
    var witness = new Witness();
    var tries = new Tries();
    var description = row.description();
    var servers = witness.over(description.servers(
        Stream.of(Curve.values()).map(curve -> scene.of(curve).tlsCi()).toList()));
    var hierarchies = Stream.of(Curve.values()).map(scene::of).toList();
    var device = description.device(
        hierarchies, Scene.RANDOM.nextLong(1_000_000_000_000L), servers, QUICK, tries);
    var order = scene.order(row.spec(), row.ofAnother() ? Scene.anyEid() : device.eid());
    var code = activationCode(order);

    var outcome = device.run(code, order.confirmationCode());
    row.meanwhile().ifPresent(what -> happens(what, device, code, servers));
    device.later();

    var seen = new Ending(scene, order, witness);
    assertThat(new Both(tries.text(outcome), seen.text()))
        .isEqualTo(new Both(row.device(), row.server()));
  }

  /** What a card reports counts the same wherever in the package it failed. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "at {0}: {1}")
  @MethodSource("everyCommand")
  void endsTheSameAtEveryCommand(String command, QuirkRow row) {
    endsAsTheTableSays(row);
  }

  static Stream<Arguments> everyCommand() {
    return QuirkRow.all().stream()
        .filter(
            row -> row.quirk().matches("errorReason [0-9]+, .*") && row.order().isEmpty())
        .flatMap(row -> COMMANDS.stream().map(at -> Arguments.of(at, row.failingAt(at))));
  }

  private ActivationCode activationCode(Order order) {
    return new ActivationCode(
        scene.house().server().smdpAddress(),
        order.matchingId().orElse(MatchingId.NONE),
        Optional.empty(),
        order.confirmationCode().isPresent());
  }

  @Test
  void standsInTheDocumentsAsItIsTested() throws IOException {
    var table = QuirkDocument.of(QuirkRow.all());
    if (Boolean.getBoolean("opensmdp.quirks.write")) {
      Files.writeString(DOCUMENT, table);
    }

    assertThat(DOCUMENT)
        .as("docs/quirks.md is made from quirks.yaml; to write it again, run QuirksIT with"
            + " -Dopensmdp.quirks.write=true")
        .content()
        .isEqualTo(table);
  }

  private static void happens(
      QuirkRow.Meanwhile what,
      VirtualDevice device,
      ActivationCode code,
      Function<String, Es9Plus> servers) {
    if (what == QuirkRow.Meanwhile.USER_SAYS_NO) {
      var lpa = new Lpa(
          device.euicc(), servers, LpaOptions.defaults(), LpaListener.NONE, Clock.systemUTC());
      var session =
          lpa.authenticateClient(lpa.initiateAuthentication(code), Optional.of(code.matchingId()));
      lpa.cancelSession(session, CancelSessionReason.END_USER_REJECTION);
    }
  }

  /** Both sides at once, so that a failure shows both. */
  private record Both(String device, String server) {}
}
