package org.opensmdp.cli;

import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.opensmdp.cli.Field.Visit;
import org.opensmdp.cli.FieldDesk.Standing;
import org.opensmdp.cli.FieldDesk.Step;

/** What a rollout demo prints: a bar while devices come, a line for each thing that is done. */
final class FieldText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int WIDTH = 78;

  private final PrintStream out;
  private final RolloutSizes sizes;
  private ProgressBar bar;

  FieldText(PrintStream out, RolloutSizes sizes) {
    this.out = out;
    this.sizes = sizes;
    this.bar = new ProgressBar(out, "devices");
  }

  void heading(String words) {
    out.printf("%n%s%n", words);
  }

  void line(String words) {
    out.println("  " + words);
  }

  void begin(int devices) {
    bar = new ProgressBar(out, "of %,d devices".formatted(devices));
  }

  void come(int devices) {
    bar.show(devices / (double) sizes.devices(), devices);
  }

  void end(int devices) {
    bar.stop(devices / (double) sizes.devices(), devices);
  }

  /** Says what was done with a rollout, by whom and why. */
  void step(Step step, Standing standing) {
    over("%s  %-12s %s%s"
        .formatted(
            TIME.format(step.at()),
            step.what().toUpperCase(Locale.ROOT),
            stage(step, standing),
            step.actor().equals("gate") ? "by the gate" : "by " + step.actor()));
    if (!step.why().isEmpty()) {
      wrapped(step.why());
    }
  }

  private static String stage(Step step, Standing standing) {
    return step.stage() < standing.stages().size()
        ? "%s, ".formatted(standing.stages().get(step.stage()).words())
        : "";
  }

  private void wrapped(String words) {
    var line = new StringBuilder();
    for (var word : words.split("\\s+", -1)) {
      if (line.length() + word.length() >= WIDTH) {
        line("              " + line);
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    line("              " + line);
  }

  /** Writes a line over the bar. */
  private void over(String words) {
    out.printf("\r  %-" + WIDTH + "s%n", words);
  }

  /** Says what became of devices that came again. */
  void cameAgain(List<Visit> visits) {
    Map<String, Long> ends = visits.stream()
        .collect(Collectors.groupingBy(FieldText::end, TreeMap::new, Collectors.counting()));
    ends.forEach((end, count) -> over("%13s %,d came again: %s".formatted("", count, end)));
  }

  private static String end(Visit visit) {
    var taken = visit.taken();
    return taken.version().isPresent()
        ? "version %d is installed".formatted(taken.version().getAsInt())
        : taken.outcome().cause();
  }

  /** Shows the sequential test, kind of card by kind of card. */
  void strata(Standing standing) {
    line(String.format(
        Locale.ROOT,
        "%-26s %8s %9s %8s   accept at -2.99, take back at 4.55",
        "kind of card",
        "verdicts",
        "installed",
        "evidence"));
    for (var each : standing.lines()) {
      var said = each.fault().orElse(each.accepted() ? "accepted" : "");
      boolean out = standing.quarantined().contains(each.stratum());
      line(String.format(
          Locale.ROOT,
          "%-26s %8d %9d %8.2f   %s",
          each.stratum(),
          each.verdicts(),
          each.successes(),
          each.evidence(),
          out ? "quarantined" : said));
    }
  }
}
