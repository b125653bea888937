package org.opensmdp.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.SmdpOid;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of opensmdp. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "opensmdp",
    description = "An eSIM server: SM-DP+ of SGP.22, with devices to try it.",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      DoctorCommand.class,
      ExplainCommand.class,
      CertsCommand.class,
      OrderCommand.class,
      StockCommand.class,
      OperatorCommand.class,
      TypeCommand.class,
      TokenCommand.class,
      CareCommand.class,
      ClientLogCommand.class,
      NetworkCommand.class,
      CallbackCommand.class,
      VersionCommand.class,
      RolloutCommand.class,
      AuditCommand.class,
      SloCommand.class,
      DevicesCommand.class,
      IncidentCommand.class,
      SimulateCommand.class,
      SyntheticCommand.class,
      EuiccCommand.class,
      ConformanceCommand.class,
      SmdsServeCommand.class,
      SmdsCommand.class,
      BenchCommand.class,
      LoadWorkerCommand.class
    },
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = Main.Version.class,
    sortOptions = false,
    footer = {"", "Start with: opensmdp demo"})
public final class Main implements Runnable {
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new Main())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(SmdpOid.class, text -> converted(text, SmdpOid::new))
        .registerConverter(Eid.class, text -> converted(text, Eid::new))
        .registerConverter(HostPort.class, HostPort::parse)
        .registerConverter(SyntheticRegion.class, SyntheticRegion::parse)
        .setExecutionExceptionHandler(new Failures())
        .execute(args);
  }

  /** What the type refuses is wrong usage, told in the type's own words. */
  private static <T> T converted(String text, Function<String, T> type) {
    try {
      return type.apply(text);
    } catch (RuntimeException e) {
      throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** The version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"opensmdp " + (version == null ? "(built in place)" : version)};
    }
  }
}
