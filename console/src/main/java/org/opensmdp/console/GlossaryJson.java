package org.opensmdp.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.glossary.Glossary;
import org.opensmdp.activation.glossary.GlossaryEntry;

/** Entries of the glossary, for programs. */
public final class GlossaryJson {
  private GlossaryJson() {}

  /**
   * Returns an entry.
   *
   * @param language what the customer reads; empty for all languages
   */
  public static Map<String, Object> of(GlossaryEntry entry, Optional<String> language) {
    var members = new LinkedHashMap<String, Object>();
    members.put("number", entry.number());
    members.put("code", entry.code());
    members.put("codes", entry.codes());
    members.put("where", entry.where());
    members.put("name", entry.name());
    members.put("meaning", entry.meaning());
    members.put("customer", customer(entry, language));
    members.put("action", entry.action());
    members.put("attribution", entry.attribution().name().toLowerCase(Locale.ROOT));
    members.put("runbook", entry.runbook().orElse(""));
    return members;
  }

  public static List<Map<String, Object>> of(
      List<GlossaryEntry> entries, Optional<String> language) {
    return entries.stream().map(entry -> of(entry, language)).toList();
  }

  private static Map<String, String> customer(GlossaryEntry entry, Optional<String> language) {
    var texts = new LinkedHashMap<String, String>();
    Glossary.LANGUAGES.stream()
        .filter(each -> language.map(each::equals).orElse(true))
        .forEach(each -> Optional.ofNullable(entry.customer().get(each))
            .ifPresent(text -> texts.put(each, text)));
    return texts;
  }

  /**
   * Returns a language of the glossary.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static String language(String text) {
    var bare = text.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    if (!Glossary.LANGUAGES.contains(bare)) {
      throw new IllegalArgumentException("'%s' is none of %s".formatted(text, Glossary.LANGUAGES));
    }
    return bare;
  }
}
