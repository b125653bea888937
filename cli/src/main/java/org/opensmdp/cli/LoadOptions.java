package org.opensmdp.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which server a process of load works on, and with how many connections; a mixin. */
final class LoadOptions {
  @Option(names = "--data", required = true)
  private Path data = Path.of("");

  @Option(names = "--es9plus", required = true)
  private String es9plus = "";

  @Option(names = "--es2plus", required = true)
  private String es2plus = "";

  @Option(names = "--curve")
  private CertsCommand.CurveName curve = CertsCommand.CurveName.NIST;

  @Option(names = "--connections")
  private int connections = 16;

  BenchLoad load() {
    return new BenchLoad(data, es9plus, es2plus, curve.curve(), connections);
  }
}
