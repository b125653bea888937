package org.opensmdp.activation.glossary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.opensmdp.activation.Attribution;

/**
 * Reads the entries from the files beside this class: {@code entries_*.properties} have what people of the
 * trade read, {@code customer_en.properties} and its like a sentence for customers by entry. A file that
 * contradicts itself or another stops the start: they are part of the program.
 */
final class GlossaryFiles {
  private static final Pattern KEY = Pattern.compile("(\\d+[a-z]?)\\.([a-z]+)");
  private static final Set<String> MEMBERS =
      Set.of("codes", "where", "name", "meaning", "action", "class", "says", "runbook", "customer");
  private static final List<String> PARTS = List.of(
      "entries_download", "entries_report", "entries_phone", "entries_operator", "entries_order");
  private static final String RUNBOOKS = "docs/runbook/%s.md";

  private final Ordered entries = file(PARTS);
  private final Map<String, Ordered> languages = new LinkedHashMap<>();

  private GlossaryFiles() {
    Glossary.LANGUAGES.forEach(
        language -> languages.put(language, file(List.of("customer_" + language))));
  }

  static List<GlossaryEntry> read() {
    var files = new GlossaryFiles();
    var keys = files.keys();
    files.languages.forEach((language, file) -> file.inOrder.stream()
        .filter(key -> !keys.contains(key))
        .forEach(key -> {
          throw new IllegalStateException(
              "customer_%s: there is no entry %s".formatted(language, key));
        }));
    return keys.stream().map(files::entry).toList();
  }

  /** Returns the entries' own keys, as {@code 72a}, in the order of the file. */
  private Set<String> keys() {
    var keys = new LinkedHashSet<String>();
    for (var name : entries.inOrder) {
      var match = KEY.matcher(name);
      if (!match.matches() || !MEMBERS.contains(match.group(2))) {
        throw new IllegalStateException("entries: '" + name + "' is no key");
      }
      keys.add(match.group(1));
    }
    return keys;
  }

  private GlossaryEntry entry(String key) {
    return new GlossaryEntry(
        Integer.parseInt(key.replaceAll("[a-z]", "")),
        list(key + ".codes", ","),
        list(key + ".where", ","),
        required(key + ".name"),
        required(key + ".meaning"),
        customer(entries.text(key + ".customer").orElse(key)),
        required(key + ".action"),
        Attribution.valueOf(required(key + ".class").toUpperCase(Locale.ROOT)),
        list(key + ".says", "\\|"),
        entries.text(key + ".runbook").map(RUNBOOKS::formatted));
  }

  /** Returns the sentences of an entry, or of the one whose sentences it shares. */
  private Map<String, String> customer(String key) {
    var texts = new LinkedHashMap<String, String>();
    languages.forEach(
        (language, file) -> file.text(key).ifPresent(text -> texts.put(language, text)));
    return texts;
  }

  private List<String> list(String key, String separator) {
    return entries.text(key).stream()
        .flatMap(text -> Stream.of(text.split(separator, -1)))
        .map(String::strip)
        .toList();
  }

  private String required(String key) {
    return entries
        .text(key)
        .orElseThrow(() -> new IllegalStateException("entries: '" + key + "' is missing"));
  }

  private static Ordered file(List<String> names) {
    var ordered = new Ordered(names.get(0));
    names.forEach(name -> load(ordered, name + ".properties"));
    return ordered;
  }

  private static void load(Ordered ordered, String path) {
    try (var in = GlossaryFiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the glossary lacks " + path);
      }
      ordered.load(new InputStreamReader(in, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** A file of keys and texts that keeps its order and has no key twice. */
  private static final class Ordered extends Properties {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final LinkedHashSet<String> inOrder = new LinkedHashSet<>();

    Ordered(String file) {
      this.file = file;
    }

    @Override
    public synchronized Object put(Object key, Object value) {
      if (!inOrder.add(key.toString())) {
        throw new IllegalStateException("%s: '%s' is there twice".formatted(file, key));
      }
      return super.put(key, value);
    }

    Optional<String> text(String key) {
      return Optional.ofNullable(getProperty(key)).map(String::strip);
    }

    @Override
    public synchronized boolean equals(Object other) {
      return super.equals(other);
    }

    @Override
    public synchronized int hashCode() {
      return super.hashCode();
    }
  }
}
