package org.opensmdp.profile;

import java.util.Optional;
import java.util.Set;

/** Parameters of the authentication: algorithm, sizes, and no key that everybody knows. */
final class AkaLint {
  private static final int ROTATION = 0x84;
  private static final int XORING = 0x85;
  private static final int COUNTER_MAX = 0x86;
  private static final int KECCAK = 0x87;
  private static final int SQN_DELTA = 0x83;
  private static final int SQN_AGE_LIMIT = 0x84;
  private static final int SQN_INIT = 0xA5;
  private static final int SQN_INIT_COUNT = 32;
  private static final int SQN_OCTETS = 6;
  private static final int CDMA_KEY = 0x81;
  private static final Set<Integer> TUAK_KEYS = Set.of(16, 32);

  private final LintSubject subject;
  private final Findings found;

  private AkaLint(LintSubject subject, Findings found) {
    this.subject = subject;
    this.found = found;
  }

  static void check(LintSubject subject, Findings found) {
    var lint = new AkaLint(subject, found);
    for (var element : subject.elements()) {
      if (element.type() == ProfileElementType.AKA_PARAMETER) {
        AkaParameter.of(element).ifPresent(lint::parameters);
        lint.sequenceNumbers(element);
      } else if (element.type() == ProfileElementType.CDMA_PARAMETER) {
        lint.key(
            element.path() + ".authenticationKey",
            element.node().member(CDMA_KEY).stream().findFirst());
      }
    }
  }

  private void parameters(AkaParameter aka) {
    algorithm(aka);
    sizes(aka);
    fixed(aka, ROTATION, 5, "rotationConstants");
    fixed(aka, XORING, 80, "xoringConstants");
    fixed(aka, COUNTER_MAX, 3, "authCounterMax");
    keccak(aka);
    key(aka.path() + ".key", Optional.of(aka.key()));
  }

  private void add(LintRule rule, AkaParameter aka, Node at, String what, String expected) {
    found.add(rule, aka.path(), at.at(), what, expected);
  }

  private void algorithm(AkaParameter aka) {
    if (aka.algorithm() == AkaAlgorithm.UNKNOWN) {
      add(LintRule.KNOWN_ALGORITHM, aka, aka.node(), "an algorithmID without a name", "1, 2 or 3");
    }
    if (aka.algorithm() == AkaAlgorithm.USIM_TEST_ALGORITHM && !subject.terms().isTest()) {
      add(
          LintRule.TEST_ALGORITHM,
          aka,
          aka.node(),
          "usim-test-algorithm in a profile of class "
              + subject.terms().profileClass().name().toLowerCase(java.util.Locale.ROOT),
          "Milenage or TUAK");
    }
  }

  private void sizes(AkaParameter aka) {
    int key = aka.key().value().size();
    int opc = aka.opc().value().size();
    boolean milenage = aka.algorithm() == AkaAlgorithm.MILENAGE;
    boolean tuak = aka.algorithm() == AkaAlgorithm.TUAK;
    if ((milenage && key != 16) || (tuak && !TUAK_KEYS.contains(key))) {
      add(
          LintRule.KEY_SIZE,
          aka,
          aka.key(),
          "key of %d octets".formatted(key),
          milenage ? "16" : "16 or 32");
    }
    if ((milenage && opc != 16) || (tuak && opc != 32)) {
      add(
          LintRule.KEY_SIZE,
          aka,
          aka.opc(),
          "%s of %d octets".formatted(milenage ? "OPc" : "TOPc", opc),
          milenage ? "16" : "32");
    }
  }

  private void fixed(AkaParameter aka, int tag, int octets, String name) {
    aka.node()
        .member(tag)
        .filter(node -> node.value().size() != octets)
        .ifPresent(node -> add(
            LintRule.AKA_PARAMETER,
            aka,
            node,
            "%s of %d octets".formatted(name, node.value().size()),
            String.valueOf(octets)));
  }

  private void keccak(AkaParameter aka) {
    aka.node().member(KECCAK).ifPresent(node -> {
      int iterations = FileOf.unsigned(node.value());
      if (iterations < 1 || iterations > 0xFF) {
        add(LintRule.KECCAK, aka, node, "numberOfKeccak " + iterations, "1 to 255");
      } else if (aka.algorithm() == AkaAlgorithm.MILENAGE && iterations != 1) {
        add(LintRule.KECCAK, aka, node, "numberOfKeccak with Milenage", "TUAK");
      }
    });
  }

  private void sequenceNumbers(Located element) {
    sequenceNumber(element, SQN_DELTA, "sqnDelta");
    sequenceNumber(element, SQN_AGE_LIMIT, "sqnAgeLimit");
    element.node().member(SQN_INIT).ifPresent(list -> {
      boolean right = list.members().size() == SQN_INIT_COUNT
          && list.members().stream().allMatch(sqn -> sqn.value().size() == SQN_OCTETS);
      if (!right) {
        found.add(
            LintRule.AKA_PARAMETER,
            element.path(),
            list.at(),
            "sqnInit of %d numbers".formatted(list.members().size()),
            "32 numbers of 6 octets");
      }
    });
  }

  private void sequenceNumber(Located element, int tag, String name) {
    element
        .node()
        .member(tag)
        .filter(node -> node.value().size() != SQN_OCTETS)
        .ifPresent(node -> found.add(
            LintRule.AKA_PARAMETER,
            element.path(),
            node.at(),
            "%s of %d octets".formatted(name, node.value().size()),
            "6"));
  }

  private void key(String path, Optional<Node> key) {
    key.filter(node -> !subject.isReplaced(node) && !subject.terms().isTest())
        .filter(node -> KnownKeys.contains(node.value()))
        .ifPresent(node -> found.add(
            LintRule.KNOWN_KEY, path, node.at(), "a key that everybody knows", "a secret one"));
  }
}
