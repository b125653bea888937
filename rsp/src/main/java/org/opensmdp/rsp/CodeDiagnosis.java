package org.opensmdp.rsp;

import java.util.List;
import java.util.Optional;

/**
 * What is wrong with an activation code that somebody pasted.
 *
 * @param findings what was seen, in the order of seeing; none for a good code
 * @param mended the code as it was meant, if that can be told
 */
public record CodeDiagnosis(List<Finding> findings, Optional<ActivationCode> mended) {
  public CodeDiagnosis {
    findings = List.copyOf(findings);
  }

  /** How sure a finding is of what it says. */
  public enum Kind {
    /** Spelt wrongly, and certain what was meant. */
    REPAIRED,
    /** Spelt wrongly, and likely what was meant: try it, or ask. */
    GUESSED,
    /** Works, or may: something to know. */
    NOTE,
    /** Cannot be used; the text says what to do. */
    WRONG
  }

  /** One thing that was seen, in a sentence for people at a desk that says what to do where it is not done. */
  public record Finding(Kind kind, String text) {}

  /** Whether the mended code is surely the one that was meant, and nothing stands against it. */
  public boolean isCertain() {
    return mended.isPresent()
        && findings.stream().noneMatch(it -> it.kind() == Kind.GUESSED || it.kind() == Kind.WRONG);
  }
}
