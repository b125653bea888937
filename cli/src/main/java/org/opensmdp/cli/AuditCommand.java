package org.opensmdp.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit}: who changed what and why. */
@Command(
    name = "audit",
    description = "The audit: who changed what and why, and whether its chain holds.",
    subcommands = {AuditCommand.Listing.class, AuditCommand.Verify.class})
final class AuditCommand implements Runnable {
  private static final String PATH = "/admin/v1/audit";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** {@code audit list}. */
  @Command(name = "list", description = "Entries, oldest first.")
  static final class Listing implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(names = "--after", description = "Only higher numbers (default: 0).")
    private long after;

    @Option(names = "--limit", description = "How many at most (default: 1000).")
    private int limit = 1000;

    @Override
    public void run() {
      var answer = admin.client().get(PATH + "?after=" + after + "&limit=" + limit);
      System.out.println(
          admin.json()
              ? answer
              : AdminText.table(
                  answer.path("entries"),
                  List.of("number", "happenedAt", "who", "what", "subject", "reason")));
    }
  }

  /** {@code audit verify}. */
  @Command(name = "verify", description = "Check the chain; exit code 1 where it is broken.")
  static final class Verify implements Callable<Integer> {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() {
      var answer = admin.client().get(PATH + "/verification");
      System.out.println(admin.json() ? answer : AdminText.object(answer));
      return answer.path("intact").asBoolean() ? 0 : 1;
    }
  }
}
