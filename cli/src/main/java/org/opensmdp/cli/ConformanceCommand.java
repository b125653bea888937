package org.opensmdp.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.opensmdp.http.ReplyHook;
import org.opensmdp.simulator.conformance.Binding;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.ConformanceRun;
import org.opensmdp.simulator.conformance.FaultRun;
import org.opensmdp.simulator.conformance.FaultRun.Finding;
import org.opensmdp.simulator.conformance.FaultyAnswers;
import org.opensmdp.simulator.conformance.Outcome;
import org.opensmdp.simulator.conformance.Provisioning;
import org.opensmdp.simulator.conformance.Selection;
import org.opensmdp.simulator.conformance.Target;
import org.opensmdp.simulator.conformance.TargetFile;
import org.opensmdp.simulator.conformance.Verdict;
import org.opensmdp.simulator.conformance.cases.AllCases;
import org.opensmdp.simulator.conformance.report.FaultTable;
import org.opensmdp.simulator.conformance.report.Report;
import org.opensmdp.simulator.conformance.report.ReportedRun;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code conformance}: the suite, on a server of ours or on any. */
@Command(
    name = "conformance",
    description = {
      "Try an SM-DP+ with every requirement of SGP.22 that can be seen from outside.",
      "Exit code 0 if no case failed and none is inconclusive."
    })
final class ConformanceCommand implements Callable<Integer> {
  private static final int STOCK = 6000;
  private static final int THREADS = 4;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Where where = new Where();

  /** What is tried, or what is printed instead. */
  static final class Where {
    @Option(
        names = "--self",
        description = "A server of ours, started for it on an empty database.")
    private boolean self;

    @Option(names = "--target", paramLabel = "HOST:PORT", description = "ES9+ of an SM-DP+.")
    private Optional<String> target = Optional.empty();

    @Option(names = "--list", description = "Print the chosen cases and run none.")
    private boolean list;

    @Option(names = "--print-config", description = "Print a sample of the file for --config.")
    private boolean printConfig;
  }

  @Option(names = "--es2plus", paramLabel = "HOST:PORT", description = "ES2+ of the same.")
  private Optional<String> es2plus = Optional.empty();

  @Option(
      names = "--provision",
      paramLabel = "COMMAND",
      description = "Makes orders where there is no ES2+; prints JSON with iccid, activationCode.")
  private Optional<String> provision = Optional.empty();

  @Option(
      names = "--certs",
      paramLabel = "DIR",
      description = "What files in --config are relative to (default: its own directory).")
  private Optional<Path> certs = Optional.empty();

  @Option(names = "--config", paramLabel = "FILE", description = "Describes the SM-DP+.")
  private Optional<Path> config = Optional.empty();

  @Option(names = "--id", description = "Cases with this id; * stands for any text. Repeatable.")
  private List<String> ids = List.of();

  @Option(names = "--tag", description = "Cases with one of these tags. Repeatable.")
  private List<String> tags = List.of();

  @Option(names = "--curve", description = "nist or brainpool (default: both).")
  private Optional<CertsCommand.CurveName> curve = Optional.empty();

  @Option(names = "--binding", description = "json or asn1 (default: both).")
  private Optional<Binding> binding = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write reports there: HTML, JSON, JUnit XML, open test reporting XML.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--faults",
      description = "With --self: break the server on purpose, and see which cases notice.")
  private boolean faults;

  @Option(names = "--json", description = "End with one JSON object on standard output.")
  private boolean json;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private PrintStream out = System.out;

  @Override
  public Integer call() throws IOException {
    if (System.getProperty("opensmdp.log") == null) {
      System.setProperty("opensmdp.log", "OFF"); // forged reports are errors to a server of ours
    }
    out = json ? System.err : System.out;
    var cases = selection().of(AllCases.list());
    if (where.printConfig) {
      System.out.print(TargetFile.SAMPLE);
      return 0;
    }
    if (where.list) {
      cases.forEach(it -> System.out.printf("%-44s %s%n", it.id(), it.purpose()));
      return 0;
    }
    require(!cases.isEmpty(), "no case is chosen; conformance --list prints them all");
    require(!faults || where.self, "--faults breaks a server of ours: give --self");
    if (where.self) {
      return faults ? findFaults(cases) : runSelf();
    }
    return run(remote());
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private Selection selection() {
    return new Selection(ids, tags, binding, curve.map(CertsCommand.CurveName::curve));
  }

  private Target remote() throws IOException {
    require(config.isPresent(), "--target needs --config; --print-config prints a sample");
    require(
        es2plus.isPresent() || provision.isPresent(),
        "--target needs --es2plus, or --provision where there is none");
    var file = config.orElseThrow();
    var directory = certs.orElse(file.toAbsolutePath().resolveSibling(""));
    Optional<Provisioning> hook =
        provision.map(it -> new ProvisioningCommand(List.of(it.split(" "))));
    return new RemoteTarget(directory, RemoteTarget.read(file))
        .target(where.target.orElseThrow(), es2plus, hook);
  }

  private int runSelf() {
    out.println("opensmdp conformance: a server of ours, on an empty database");
    try (var self = SelfTarget.start(STOCK, ReplyHook.NONE)) {
      return run(self.target());
    }
  }

  private int run(Target target) {
    var started = Instant.now();
    long begun = System.nanoTime();
    var planned = selection().of(AllCases.list(), target);
    out.printf("%d runs on %s%n", planned.size(), target.smdpAddress());
    var bar = new ProgressBar(out, "runs");
    var done = new AtomicInteger();
    var suite = new ConformanceRun(target, new SecureRandom());
    var outcomes = new ReportedRun(suite, THREADS, report)
        .run(
            planned,
            outcome -> bar.show((double) done.incrementAndGet() / planned.size(), done.get()));
    bar.end(done.get());
    var whole = new Report(target, started, (System.nanoTime() - begun) / 1e9, outcomes);
    report.ifPresent(whole::write);
    return tell(whole);
  }

  private int tell(Report whole) {
    whole.outcomes().stream().filter(ConformanceCommand::bad).forEach(it -> out.println("  " + it));
    var summary = whole.summary();
    out.printf(
        "%n  %d cases: %d passed, %d failed, %d inconclusive, %d not applicable; %.1f s%n",
        summary.cases(),
        summary.passed(),
        summary.failed(),
        summary.inconclusive(),
        summary.notApplicable(),
        whole.seconds());
    report.ifPresent(it -> out.println("  " + it.resolve("conformance.html")));
    out.flush();
    if (json) {
      System.out.println(Json.line(summary.members(whole.seconds())));
    }
    return summary.good() ? 0 : 1;
  }

  private static boolean bad(Outcome outcome) {
    return outcome.verdict() == Verdict.FAIL || outcome.verdict() == Verdict.INCONCLUSIVE;
  }

  private int findFaults(List<Case> cases) {
    out.println("opensmdp conformance: a server of ours, wrong on purpose");
    long begun = System.nanoTime();
    var answers = new FaultyAnswers();
    int planned = cases.stream().mapToInt(it -> it.faults().size()).sum();
    var bar = new ProgressBar(out, "faults");
    var done = new AtomicInteger();
    try (var self = SelfTarget.start(STOCK, new FaultyServer(answers))) {
      var findings = new FaultRun(self.target(), answers, new SecureRandom())
          .run(
              cases,
              THREADS,
              it -> bar.show((double) done.incrementAndGet() / planned, done.get()));
      bar.end(done.get());
      report.ifPresent(it -> write(it, findings));
      return tell(findings, (System.nanoTime() - begun) / 1e9);
    }
  }

  private static void write(Path directory, List<Finding> findings) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("conformance-faults.md"), FaultTable.of(findings));
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be written; may you write there?", e);
    }
  }

  private int tell(List<Finding> findings, double seconds) {
    long caught = findings.stream().filter(Finding::caught).count();
    findings.stream().filter(it -> !it.caught()).forEach(it -> out.println("  missed: " + it));
    var percent = FaultTable.percent(caught, findings.size());
    out.printf("%n  %d faults, %d caught, %s; %.1f s%n", findings.size(), caught, percent, seconds);
    out.flush();
    if (json) {
      var members = new LinkedHashMap<String, Object>();
      members.put("faults", findings.size());
      members.put("caught", caught);
      members.put("missed", findings.size() - caught);
      members.put("seconds", Math.round(seconds * 10) / 10.0);
      System.out.println(Json.line(members));
    }
    return caught == findings.size() ? 0 : 1;
  }
}
