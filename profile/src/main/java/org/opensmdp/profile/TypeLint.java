package org.opensmdp.profile;

import org.opensmdp.rsp.Bytes;

/** What the header says in words, the policy of the type, and the size. */
final class TypeLint {
  private static final int PROFILE_TYPE = 0x82;
  private static final int POL = 0x84;
  private static final int MOST_TEXT = 100;

  /** Cards of the field have 10 to 150 kB free. */
  private static final int MUCH = 64_000;

  private TypeLint() {}

  static void check(LintSubject subject, Findings found) {
    var header = subject.elements().get(0);
    header
        .node()
        .member(PROFILE_TYPE)
        .map(Node::value)
        .filter(text -> text.isEmpty() || text.size() > MOST_TEXT)
        .ifPresent(text -> found.add(
            LintRule.PROFILE_TYPE_TEXT,
            header,
            "profileType of %d octets".formatted(text.size()),
            "1 to 100"));
    header
        .node()
        .member(POL)
        .map(Node::value)
        .filter(pol -> !LintSubject.isBlank(pol))
        .ifPresent(pol -> policyInHeader(header, pol, found));
    policyRules(subject, header, found);
    size(subject, header, found);
  }

  private static void policyInHeader(Located header, Bytes pol, Findings found) {
    found.add(
        LintRule.POLICY_IN_HEADER, header, "pol " + pol, "none: phones look at the metadata only");
  }

  private static void policyRules(LintSubject subject, Located header, Findings found) {
    subject
        .terms()
        .texts()
        .map(MetadataTexts::policyRules)
        .filter(rules -> !rules.isEmpty() && subject.terms().isTest())
        .ifPresent(rules -> found.add(
            LintRule.POLICY_RULES_OF_CLASS,
            "metadata.profilePolicyRules",
            header.node().at(),
            rules + " in a test profile",
            "none"));
  }

  private static void size(LintSubject subject, Located header, Findings found) {
    var size = ProfileSize.of(subject.upp());
    if (size.memoryOctets() > MUCH) {
      found.add(
          LintRule.PACKAGE_SIZE,
          header,
          "about %d octets of memory".formatted(size.memoryOctets()),
          "at most " + MUCH);
    }
  }
}
