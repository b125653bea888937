package org.opensmdp.activation;

import java.util.List;
import java.util.stream.Collectors;
import org.opensmdp.profile.Finding;
import org.opensmdp.profile.Severity;

/** A template is not taken: the lint has found errors. The text names them; no secret in it. */
public final class LintRefusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  LintRefusal(List<Finding> findings) {
    super("the template does not hold together: "
        + findings.stream()
            .filter(it -> it.severity() == Severity.ERROR)
            .map(Finding::toString)
            .collect(Collectors.joining("; ")));
    this.findings = List.copyOf(findings);
  }

  /** Returns errors and warnings. */
  public List<Finding> findings() {
    return findings;
  }
}
