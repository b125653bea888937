package org.opensmdp.activation.glossary;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How well an entry fits a text that somebody read off a screen. What phones print counts most, then the
 * entry's name, then its sentences; a code in the text that is nearly the entry's counts as well.
 */
final class TextMatch {
  private static final int LONGEST = 2_000;
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}./]+");
  private static final Pattern HUMPS = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
  private static final Set<String> SMALL = Set.of(
      "a", "an", "the", "is", "was", "be", "not", "no", "of", "to", "for", "in", "on", "or", "and",
      "it", "this", "that", "with", "your", "you", "my", "error", "code", "has", "have", "does",
      "t", "s", "can", "cannot", "could", "failed", "reason", "subject");

  private final String text;
  private final Set<String> asked;

  TextMatch(String text) {
    this.text = text.substring(0, Math.min(LONGEST, text.length()));
    this.asked = words(this.text);
  }

  /** Returns 0 if the two have nothing in common. */
  double score(GlossaryEntry entry) {
    if (asked.isEmpty()) {
      return 0;
    }
    return 6 * said(entry)
        + 2 * share(words(entry.name()))
        + share(words(entry.meaning()))
        + 3 * nearCode(entry);
  }

  /** The one thing printed for it that fits best; all the better if all of it is in the text. */
  private double said(GlossaryEntry entry) {
    return entry.says().stream().mapToDouble(this::fit).max().orElse(0);
  }

  private double fit(String said) {
    var words = words(said);
    if (words.isEmpty()) {
      return 0;
    }
    double common = common(words);
    return (common / asked.size() + common / words.size()) / 2;
  }

  private double share(Set<String> words) {
    return (double) common(words) / asked.size();
  }

  private long common(Collection<String> words) {
    return asked.stream().filter(words::contains).count();
  }

  /** A code in the text counts whole, one of the same subject or kind in part. */
  private double nearCode(GlossaryEntry entry) {
    var form = CodeForm.of(text);
    return entry.codes().stream()
        .mapToDouble(code -> near(CodeForm.of(code), form))
        .max()
        .orElse(0);
  }

  private static double near(String code, String asked) {
    if ((" " + asked + " ").contains(" " + code + " ")) {
      return 3;
    }
    int length = code.length();
    int same = 0;
    while (same < Math.min(length, asked.length()) && code.charAt(same) == asked.charAt(same)) {
      same++;
    }
    boolean sameKind = same > 3 && Math.abs(length - asked.length()) < 4;
    return sameKind ? (double) same / Math.max(length, asked.length()) : 0;
  }

  private static Set<String> words(String text) {
    return Stream.of(NO_WORD.split(HUMPS
            .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).replace("'", ""))
            .replaceAll(" ")
            .toLowerCase(Locale.ROOT)))
        .map(word -> word.replaceAll("^[./]+|[./]+$", ""))
        .filter(word -> !word.isEmpty() && !SMALL.contains(word))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
