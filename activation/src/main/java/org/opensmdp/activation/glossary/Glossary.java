package org.opensmdp.activation.glossary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every code means, whom it concerns, what to tell the customer and what to do. Any thread.
 *
 * <p>Codes are texts: {@code 8.2.6/3.8} (subject and reason), {@code pir 12} (errorReason of an
 * installation result), {@code bpp 5} (command it failed at), {@code pe 6} (PEStatus), {@code cancel 3},
 * {@code android 10009}, {@code windows 15}, {@code sw 6985}, {@code lpa tls}, {@code state downloaded},
 * {@code notification unknown}. 3.10 is not 3.1.
 */
public final class Glossary {
  /** The languages in which customers are told, the one that stands in for others first. */
  public static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "id", "th");

  private static final int ENOUGH = 5;

  private final List<GlossaryEntry> entries;
  private final Map<String, List<GlossaryEntry>> byCode = new LinkedHashMap<>();

  Glossary(List<GlossaryEntry> entries) {
    this.entries = List.copyOf(entries);
    for (var entry : entries) {
      entry
          .codes()
          .forEach(code -> byCode
              .computeIfAbsent(CodeForm.of(code), key -> new ArrayList<>())
              .add(entry));
    }
  }

  /** Returns the glossary of this house. */
  public static Glossary standard() {
    return Standard.GLOSSARY;
  }

  /** Read once, when somebody asks first. */
  private static final class Standard {
    private static final Glossary GLOSSARY = new Glossary(GlossaryFiles.read());
  }

  /** Returns all entries in the order of their numbers. */
  public List<GlossaryEntry> all() {
    return entries;
  }

  /** Returns the entry of a code as people write it, {@code PIR 12} or {@code 8.2.6 - 3.8}. */
  public Optional<GlossaryEntry> find(String code) {
    return of(code).stream().findFirst();
  }

  /**
   * Returns the entry of a code that means one thing here and another there.
   *
   * @param function who said it, as {@code ES2+.CancelOrder} or {@code cancelOrder}
   */
  public Optional<GlossaryEntry> find(String code, String function) {
    var found = of(code);
    return found.stream()
        .filter(entry -> entry.saidBy(function))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private List<GlossaryEntry> of(String code) {
    return byCode.getOrDefault(CodeForm.of(code), List.of());
  }

  /**
   * Returns the entries that a text is most likely about, the likeliest first: what a phone shows, a code
   * mistyped, a few words. Empty if no word of it is known here.
   */
  public List<GlossaryEntry> search(String text) {
    var exact = of(text);
    if (!exact.isEmpty()) {
      return exact;
    }
    var asked = new TextMatch(text);
    return entries.stream()
        .map(entry -> Map.entry(entry, asked.score(entry)))
        .filter(scored -> scored.getValue() > 0)
        .sorted(Comparator.comparing(scored -> -scored.getValue()))
        .limit(ENOUGH)
        .map(Map.Entry::getKey)
        .toList();
  }
}
