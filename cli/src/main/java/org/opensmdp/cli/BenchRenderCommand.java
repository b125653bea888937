package org.opensmdp.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.Holes;
import org.opensmdp.profile.Lint;
import org.opensmdp.profile.LintTerms;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.profile.VersionNumber;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.StoreMetadataRequest;
import org.opensmdp.simulator.uicc.CardAbilities;
import org.opensmdp.simulator.uicc.Interpretation;
import org.opensmdp.simulator.uicc.ProfileInterpreter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench render}: how long a template takes to become a profile, and a virtual card to take it. */
@Command(
    name = "render",
    description = "Personalising a template, in one thread: microseconds a profile.")
final class BenchRenderCommand implements Callable<Integer> {
  private static final int LINTS = 20;
  private static final Iccid ICCID = Iccid.withCheckDigit("898829000000000001");
  private static final CardAbilities CARD =
      new CardAbilities(new VersionNumber(3, 3), Set.of(1, 2, 4, 14, 19, 20), 500_000, false);

  @Option(names = "--octets", description = "Size of the template (default: 12000).")
  private int octets = 12_000;

  @Option(names = "--rounds", description = "Profiles to make (default: 20000).")
  private int rounds = 20_000;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    var template = BundledTemplate.load(octets);
    double prepare = micros(LINTS, () -> ProfileTemplate.of(template).size());
    double lint = micros(
        LINTS,
        () ->
            Lint.template(template, Holes.NONE, LintTerms.of(ProfileClass.TEST)).size());
    var prepared = ProfileTemplate.of(template);
    var subscriber = prepared.sample(ICCID, new Imsi("001010000000001"));
    micros(rounds, () -> prepared.render(subscriber).size());
    double render = micros(rounds, () -> prepared.render(subscriber).size());
    print(template, prepare, lint, render, interpret(prepared.render(subscriber)));
    return 0;
  }

  /** What the virtual card takes for the same package: it must not be what limits a population. */
  private double interpret(Bytes upp) {
    var metadata = StoreMetadataRequest.builder(ICCID, "Operator", "Plan")
        .profileClass(ProfileClass.TEST)
        .build();
    micros(rounds, () -> interpreted(upp, metadata));
    return micros(rounds, () -> interpreted(upp, metadata));
  }

  private static int interpreted(Bytes upp, StoreMetadataRequest metadata) {
    var end = ProfileInterpreter.interpret(upp, metadata, CARD);
    if (end instanceof Interpretation.Refused refused) {
      throw new IllegalStateException("the card refuses the bundled template: " + refused.reason());
    }
    return upp.size();
  }

  private interface Work {
    int run();
  }

  private static double micros(int times, Work work) {
    long sum = 0;
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      sum += work.run();
    }
    long took = System.nanoTime() - start;
    if (sum < 0) {
      throw new IllegalStateException("sizes are not negative");
    }
    return took / 1_000.0 / Math.max(1, times);
  }

  private void print(Bytes template, double prepare, double lint, double render, double interpret) {
    if (json) {
      System.out.println(Json.line(Map.of(
          "octets", template.size(),
          "renderMicros", render,
          "prepareMicros", prepare,
          "lintMicros", lint,
          "interpretMicros", interpret)));
    } else {
      System.out.printf(
          Locale.ROOT,
          "a template of %d octets%n%8.1f us to render a profile%n%8.1f us to prepare it, once%n"
              + "%8.1f us to lint it%n%8.1f us for a virtual card to take a profile%n",
          template.size(),
          render,
          prepare,
          lint,
          interpret);
    }
  }
}
