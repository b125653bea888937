package org.opensmdp.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The keys of security domains (GlobalPlatform; SCP80 uses key versions 1 to 0F). */
final class DomainLint {
  private static final int MOST_SCP80_VERSION = 0x0F;
  private static final Map<Integer, Set<Integer>> SIZES =
      Map.of(0x80, Set.of(8, 16, 24), 0x82, Set.of(16, 24), 0x88, Set.of(16, 24, 32));

  private final LintSubject subject;
  private final Findings found;

  private DomainLint(LintSubject subject, Findings found) {
    this.subject = subject;
    this.found = found;
  }

  static void check(LintSubject subject, Findings found) {
    var lint = new DomainLint(subject, found);
    Located.of(subject.elements(), ProfileElementType.SECURITY_DOMAIN).forEach(lint::domain);
  }

  private void domain(Located domain) {
    var named = new HashMap<String, Integer>();
    var sets = new TreeMap<Integer, Set<Integer>>();
    for (var key : DomainKeys.of(domain)) {
      sets.computeIfAbsent(key.version(), none -> new TreeSet<>()).add(key.identifier());
      var before = named.putIfAbsent(key.path(), key.node().at());
      if (before != null && before != key.node().at()) {
        add(LintRule.KEY_ONCE, key, "there twice", "one key of this number");
      }
      size(key);
      value(key);
    }
    sets.forEach((version, identifiers) -> complete(domain, version, identifiers));
  }

  private void add(LintRule rule, DomainKeys.Key key, String what, String expected) {
    found.add(rule, key.path(), key.data().at(), what, expected);
  }

  private void size(DomainKeys.Key key) {
    var sizes = SIZES.getOrDefault(key.type(), Set.of());
    int size = key.data().value().size();
    if (!sizes.isEmpty() && !sizes.contains(size)) {
      add(
          LintRule.KEY_SIZE,
          key,
          "key of %d octets".formatted(size),
          "one of " + new TreeSet<>(sizes));
    }
  }

  private void value(DomainKeys.Key key) {
    boolean secret = SIZES.containsKey(key.type()) && !subject.isReplaced(key.data());
    if (!secret || subject.terms().isTest()) {
      return;
    }
    if (KnownKeys.contains(key.data().value())) {
      add(LintRule.KNOWN_KEY, key, "a key that everybody knows", "a secret one");
    } else if (subject.isTemplate()) {
      add(LintRule.OWN_KEY, key, "the same key on every card", "one per card");
    }
  }

  private void complete(Located domain, int version, Set<Integer> identifiers) {
    boolean ota = version >= 1 && version <= MOST_SCP80_VERSION;
    if (ota && !identifiers.containsAll(List.of(1, 2))) {
      found.add(
          LintRule.KEY_SET,
          domain.path(),
          domain.node().at(),
          "key version %02X has the keys %s".formatted(version, identifiers),
          "1 and 2, and 3");
    }
  }
}
