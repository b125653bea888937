package org.opensmdp.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.activation.glossary.Glossary;
import org.opensmdp.activation.glossary.GlossaryEntry;
import org.opensmdp.activation.glossary.GlossaryMarkdown;
import org.opensmdp.console.GlossaryJson;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: what a code, or a text on a phone, means and what to do; asks no server. */
@Command(
    name = "explain",
    description = {
      "Say what a code means, what to tell the customer and what to do.",
      "Examples: explain 8.2.6/3.8; explain pir 12; explain cancel 3; explain android 10009;",
      "explain \"EID doesn't match\"; explain code 'LPA:1$...'"
    },
    subcommands = ExplainCodeCommand.class)
final class ExplainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CODE", arity = "0..*", description = "A code, or words of a screen.")
  private List<String> words = List.of();

  @Option(
      names = "--lang",
      description = "What the customer reads: en, de, fr, es, id, th (default: en).",
      defaultValue = "en")
  private String language = "en";

  @Option(
      names = "--function",
      description = "Who said it, where that makes a difference, as cancelOrder.")
  private Optional<String> function = Optional.empty();

  @Option(names = "--all", description = "Every entry, as a table.")
  private boolean all;

  @Option(names = "--markdown", description = "Print tables as Markdown.")
  private boolean markdown;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private final Glossary glossary = Glossary.standard();

  @Override
  public Integer call() {
    language = checked(language);
    var text = String.join(" ", words);
    if (all || (markdown && text.isBlank())) {
      print(glossary.all());
      return 0;
    }
    if (text.isBlank()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "which code? As explain 8.2.6/3.8, or --all");
    }
    return explain(text);
  }

  private String checked(String named) {
    try {
      return GlossaryJson.language(named);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--lang: " + e.getMessage(), e);
    }
  }

  private int explain(String text) {
    var found = function
        .map(who -> glossary.find(text, who))
        .orElseGet(() -> glossary.find(text))
        .map(List::of)
        .orElse(List.of());
    if (!found.isEmpty()) {
      print(found);
      return 0;
    }
    return near(text);
  }

  /** Words of a screen lead to entries as well as a code does; an unknown code is a failure. */
  private int near(String text) {
    var near = glossary.search(text);
    boolean isCode = text.matches("[\\d./ -]+|[A-Za-z]+ ?\\d+");
    if (json || markdown) {
      print(near);
    } else {
      System.out.println(ExplainText.near(text, near, isCode, language));
    }
    return near.isEmpty() || isCode ? 1 : 0;
  }

  private void print(List<GlossaryEntry> entries) {
    if (json) {
      System.out.println(
          Json.line(Map.of("entries", GlossaryJson.of(entries, Optional.of(language)))));
    } else if (markdown) {
      System.out.print(GlossaryMarkdown.table(entries, language));
    } else if (all) {
      entries.forEach(entry -> System.out.println(ExplainText.line(entry)));
    } else {
      entries.forEach(entry -> System.out.println(ExplainText.of(entry, language)));
    }
  }
}
