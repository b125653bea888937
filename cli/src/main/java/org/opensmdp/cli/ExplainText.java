package org.opensmdp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.opensmdp.activation.glossary.GlossaryEntry;

/** Entries of the glossary for people at a terminal. */
final class ExplainText {
  private static final int MEANT = 3;

  private ExplainText() {}

  static String of(GlossaryEntry entry, String language) {
    var lines = new ArrayList<String>();
    lines.add("%s  %s".formatted(entry.code(), entry.name()));
    lines.add(row("meaning", entry.meaning()));
    lines.add(row(
        "tell the customer",
        entry.customer(language).orElse("nothing: customers do not hear of this")));
    lines.add(row("do", entry.action()));
    lines.add(row("whose fault", entry.attribution().name().toLowerCase(Locale.ROOT)));
    lines.add(row("said by", String.join(", ", entry.where())));
    if (entry.codes().size() > 1) {
      lines.add(row(
          "also", String.join(", ", entry.codes().subList(1, entry.codes().size()))));
    }
    entry.runbook().ifPresent(page -> lines.add(row("page", page)));
    return String.join("\n", lines);
  }

  private static String row(String label, String text) {
    return "  %-18s %s".formatted(label, text);
  }

  static String line(GlossaryEntry entry) {
    return "%-12s %-9s %s"
        .formatted(entry.code(), entry.attribution().name().toLowerCase(Locale.ROOT), entry.name());
  }

  /** What may be meant: the likeliest in full after words of a screen, a list after a code. */
  static String near(String asked, List<GlossaryEntry> near, boolean isCode, String language) {
    if (near.isEmpty()) {
      return "nothing here is like '" + asked + "'.\nLook through explain --all, or at the timeline"
          + " of the order: order timeline ICCID.";
    }
    if (!isCode) {
      var rest = near.subList(1, Math.min(MEANT, near.size()));
      return of(near.get(0), language) + (rest.isEmpty() ? "" : "\nor perhaps:\n" + list(rest));
    }
    return "no entry has the code '" + asked + "'. Near it:\n"
        + list(near)
        + "\nIf another server or a phone said it, look for its text: explain \"the text\"."
        + "\nOtherwise keep the log and look at the timeline of the order: order timeline ICCID.";
  }

  private static String list(List<GlossaryEntry> entries) {
    return entries.stream().map(entry -> "  " + line(entry)).collect(Collectors.joining("\n"));
  }
}
