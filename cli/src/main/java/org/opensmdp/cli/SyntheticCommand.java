package org.opensmdp.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code synthetic}: activations of our own, every minute, for each region. */
@Command(
    name = "synthetic",
    description = {
      "Every minute, for each region: order a profile of a synthetic type, download, install, report.",
      "Shows at /metrics whether that is well. Ends on SIGTERM."
    })
final class SyntheticCommand implements Callable<Integer> {
  private static final int PORT = 9091;
  private static final String HOST = "127.0.0.1";

  @Mixin
  private AdminOptions admin = new AdminOptions();

  @Option(
      names = "--region",
      paramLabel = "NAME=TYPE",
      required = true,
      description = "A region and the synthetic type it activates; repeatable, each once.")
  private List<SyntheticRegion> regions = new ArrayList<>();

  @Option(names = "--every", description = "From one round to the next, ISO 8601 (default: PT60S).")
  private Duration every = Duration.ofSeconds(60);

  @Option(names = "--limit", description = "What takes longer has failed (default: PT30S).")
  private Duration limit = Duration.ofSeconds(30);

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "Where the SM-DP+ is reached (default: where activation codes say).")
  private Optional<String> server = Optional.empty();

  @Option(
      names = "--metrics",
      paramLabel = "HOST:PORT",
      description = "Where /metrics is shown (default: 127.0.0.1:9091).")
  private HostPort metrics = HostPort.parse(HOST + ":" + PORT);

  @Option(names = "--once", description = "One round for each region; exit code 1 if one fails.")
  private boolean once;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    var probes = probes(admin.client());
    return once ? once(probes) : watch(probes);
  }

  private void check() {
    requireOnce(SyntheticRegion::name);
    requireOnce(SyntheticRegion::type); // two that share orders would take them from each other
    if (limit.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(limit) < 0) {
      throw new ParameterException(
          spec.commandLine(), "--limit is a second at least, and --every no less than --limit");
    }
  }

  private void requireOnce(Function<SyntheticRegion, String> what) {
    if (regions.stream().map(what).distinct().count() < regions.size()) {
      throw new ParameterException(
          spec.commandLine(), "--region: each region and each type is named once");
    }
  }

  private List<SyntheticProbe> probes(AdminClient client) {
    return regions.stream()
        .map(region -> new SyntheticProbe(region, () -> round(client), limit))
        .toList();
  }

  /** Devices are made anew each time, so that TLS is set up each time. */
  private SyntheticRound round(AdminClient client) {
    return new SyntheticRound(new SyntheticOrders(client), new Visitors(admin.data()), server);
  }

  private int once(List<SyntheticProbe> probes) throws InterruptedException {
    boolean well = true;
    for (var probe : probes) {
      var result = probe.run();
      tell(result);
      well &= result.well();
    }
    return well ? 0 : 1;
  }

  private int watch(List<SyntheticProbe> probes) throws IOException, InterruptedException {
    var address = new InetSocketAddress(metrics.host().orElse(HOST), metrics.portOr(PORT));
    try (var shown = SyntheticMetrics.start(address, regions)) {
      var watch = SyntheticWatch.start(probes, every, result -> {
        shown.ended(result);
        tell(result);
      });
      Signals.waitThenClose(watch);
    }
    return 0;
  }

  private void tell(SyntheticResult result) {
    System.out.println(admin.json() ? Json.line(result.members()) : result.line());
  }
}
