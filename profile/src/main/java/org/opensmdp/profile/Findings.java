package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.List;

/** Collects what the parts of a lint find. */
final class Findings {
  private final List<Finding> found = new ArrayList<>();

  void add(LintRule rule, String element, int offset, String what, String expected) {
    add(rule.severity(), rule, element, offset, what, expected);
  }

  void add(Finding finding) {
    found.add(finding);
  }

  void add(LintRule rule, Located element, String what, String expected) {
    add(rule, element.path(), element.node().at(), what, expected);
  }

  void warn(LintRule rule, String element, int offset, String what, String expected) {
    add(Severity.WARNING, rule, element, offset, what, expected);
  }

  private void add(
      Severity severity, LintRule rule, String element, int offset, String what, String expected) {
    found.add(new Finding(severity, rule, element, offset, what, expected));
  }

  List<Finding> all() {
    return List.copyOf(found);
  }
}
