package org.opensmdp.cli;

import java.util.List;
import java.util.Map;
import org.opensmdp.certs.Finding;
import org.opensmdp.certs.Finding.Severity;

/** Findings for people, a line each and what to do on the next, and for machines. */
final class FindingLines {
  private FindingLines() {}

  static void print(List<Finding> findings) {
    for (var finding : findings) {
      System.out.printf("%-8s %s%n", finding.severity(), finding.what());
      if (!finding.remedy().isEmpty()) {
        System.out.printf("%-8s   -> %s%n", "", finding.remedy());
      }
    }
  }

  static Map<String, String> member(Finding finding) {
    return Map.of(
        "severity", finding.severity().name(),
        "what", finding.what(),
        "remedy", finding.remedy());
  }

  static boolean anyError(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }
}
