package org.opensmdp.simulator.conformance.report;

import java.util.List;
import java.util.Locale;
import org.opensmdp.simulator.conformance.FaultRun.Finding;

/** The findings about a server that was wrong on purpose, as a page of Markdown. */
public final class FaultTable {
  private FaultTable() {}

  /** Returns the page. */
  public static String of(List<Finding> findings) {
    long caught = findings.stream().filter(Finding::caught).count();
    var text = new StringBuilder("""
        # What the conformance suite finds

        Written by `./opensmdp conformance --self --faults`: a server of ours whose answers are changed
        on their way out, one fault at a time, on JSON and P-256. Each fault must make the case fail
        that claims to find it.

        """);
    text.append("%d faults, %d caught, %s.%n%n"
        .formatted(findings.size(), caught, percent(caught, findings.size())));
    text.append("| case | function | what the server does wrong | caught |\n");
    text.append("|---|---|---|---|\n");
    for (var finding : findings) {
      text.append("| %s | %s | %s | %s |%n"
          .formatted(
              cell(finding.subject().id()),
              cell(finding.fault().function()),
              cell(finding.fault().name()),
              finding.caught()
                  ? "yes"
                  : "no: " + cell(finding.outcome().verdict().name())));
    }
    return text.toString();
  }

  public static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 100.0 : 100.0 * part / whole);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
