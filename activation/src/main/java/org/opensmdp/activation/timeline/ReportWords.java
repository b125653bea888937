package org.opensmdp.activation.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.glossary.Glossary;
import org.opensmdp.activation.glossary.GlossaryEntry;

/** What a card's report of a failure says: how far it came, which elements failed, and with what. */
final class ReportWords {
  private static final Pattern COMMAND = Pattern.compile("bppCommandId (\\d{1,3})");
  private static final Pattern ELEMENT = Pattern.compile(
      "(?:element (\\d{1,5}) )?status (\\d{1,5})(?: info \\d+)?(?: offset (\\d{1,9}))?");

  private final Glossary glossary;
  private final ElementNames names;

  ReportWords(Glossary glossary, ElementNames names) {
    this.glossary = glossary;
    this.names = names;
  }

  List<String> of(ActivationEvent event, Optional<Long> versionId) {
    var lines = new ArrayList<String>();
    var command = COMMAND.matcher(event.detail());
    if (command.find()) {
      lines.add("it came as far as bpp %s: %s"
          .formatted(command.group(1), meaning("bpp " + command.group(1))));
    }
    ELEMENT
        .matcher(event.detail())
        .results()
        .forEach(element -> lines.add(element(element, versionId)));
    return lines;
  }

  private String element(MatchResult element, Optional<Long> versionId) {
    var status = "pe " + element.group(2);
    if (element.group(1) == null) {
      return "%s: %s".formatted(status, meaning(status));
    }
    int number = Integer.parseInt(element.group(1));
    var offset = element.group(3) == null
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(element.group(3)));
    var name = names.name(versionId, number, offset).map(" (%s)"::formatted).orElse("");
    var at = offset.isPresent() ? " at octet " + offset.getAsInt() : "";
    return "element %d%s%s, %s: %s".formatted(number, name, at, status, meaning(status));
  }

  private String meaning(String code) {
    return glossary.find(code).map(GlossaryEntry::meaning).orElse("a number we have no words for");
  }
}
