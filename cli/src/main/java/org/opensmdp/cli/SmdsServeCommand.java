package org.opensmdp.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.opensmdp.server.TryOut;
import org.opensmdp.simulator.VirtualSmds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate-smds}: a discovery server that belongs to the test PKI of a server to try. */
@Command(
    name = "simulate-smds",
    description = "A virtual SM-DS on loopback, for orders of a running try-out server.")
final class SmdsServeCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server's directory (default: ./data).")
  private Path data = Path.of("data");

  @Option(names = "--port", description = "Where it listens (default: 8446).")
  private int port = 8446;

  @Override
  public Integer call() throws InterruptedException {
    var visitors = new Visitors(data);
    try (var smds = VirtualSmds.start(visitors.discovery(), TryOut.HOST, port, Clock.systemUTC())) {
      System.out.println("The SM-DS listens at " + smds.address() + "; stop it with Ctrl-C.");
      System.out.println("  Order:  opensmdp order ... --eid EID --smds " + smds.address());
      System.out.println("  Device: opensmdp simulate --eid EID --discover " + smds.address());
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
