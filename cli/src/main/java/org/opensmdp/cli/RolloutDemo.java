package org.opensmdp.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.server.OpensmdpServer;
import org.opensmdp.simulator.OperatorClient;

/** A rollout demo on a server that knows nothing yet: stock, story, what was promised. */
final class RolloutDemo {
  private final OpensmdpServer server;
  private final PackServer way;
  private final List<String> nodes;
  private final PrintStream out;
  private final Progress progress;

  /**
   * @param server where orders and administrators go, a try-out
   * @param directory of the try-out
   * @param nodes host and port of ES9+ of each server on its database
   */
  RolloutDemo(OpensmdpServer server, Path directory, List<String> nodes, PrintStream out) {
    this.server = server;
    this.way = PackServer.of(directory, server);
    this.nodes = List.copyOf(nodes);
    this.out = out;
    this.progress = new Progress(out);
  }

  /** Runs it; the servers are left as they are then. */
  RolloutPromises run(RolloutSizes sizes, long seed) throws InterruptedException {
    var stock = new PackStock(way);
    var operator = progress.step(
        "operator of two regions, type, %,d subscriptions".formatted(sizes.devices()),
        () -> stocked(stock, sizes, seed));
    var site = new FieldSite(stock.hierarchies(), operator, nodes);
    try (var field = new Field(FieldPlan.of(sizes.devices(), seed), site)) {
      var desk = new FieldDesk(way, FieldPlan.TYPE.name());
      var laboratory = new FieldLaboratory(stock.hierarchies());
      return told(new FieldStory(sizes, desk, laboratory, field, out));
    }
  }

  private static OperatorClient stocked(PackStock stock, RolloutSizes sizes, long seed) {
    var operator = stock.operator(FieldPlan.OPERATOR);
    stock.type(FieldPlan.TYPE);
    stock.fill(FieldPlan.TYPE, FieldPlan.stock(sizes.devices(), seed));
    return operator;
  }

  private RolloutPromises told(FieldStory story) throws InterruptedException {
    var promises = story.run();
    story.aHurtOne().flatMap(FieldDevice::iccid).ifPresent(this::timeline);
    progress.heading("What was promised");
    promises.print(out);
    out.printf(Locale.ROOT, "%n  Done in %.1f s.%n", progress.seconds());
    return promises;
  }

  private void timeline(Iccid iccid) {
    progress.heading("The timeline of one hurt order, from the database");
    TimelineText.of(server.stores().timeline().of(iccid)).forEach(progress::line);
  }
}
