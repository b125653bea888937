package org.opensmdp.activation.glossary;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;

/** The glossary as tables of Markdown: for the docs, and for a wiki of support. */
public final class GlossaryMarkdown {
  private static final String NOTHING = "\u2013";

  private GlossaryMarkdown() {}

  /**
   * Returns entries as a table.
   *
   * @param language what the customer reads, as {@code de}
   */
  public static String table(List<GlossaryEntry> entries, String language) {
    return "| code | said by | what it is | tell the customer | what to do | class |\n"
        + "|---|---|---|---|---|---|\n"
        + entries.stream().map(entry -> row(entry, language)).collect(joining());
  }

  private static String row(GlossaryEntry entry, String language) {
    var cells = List.of(
        String.join(", ", entry.codes()),
        String.join(", ", entry.where()),
        "**" + entry.name() + ".** " + entry.meaning(),
        entry.customer(language).orElse(NOTHING),
        entry.action() + entry.runbook().map(GlossaryMarkdown::link).orElse(""),
        entry.attribution().name().toLowerCase(Locale.ROOT));
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(joining(" | ", "| ", " |\n"));
  }

  /** The table stands in docs/, beside the folder of the pages. */
  private static String link(String page) {
    return " [Page](" + page.replaceFirst("^docs/", "") + ").";
  }
}
