package org.opensmdp.cli;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.activation.glossary.Glossary;
import picocli.CommandLine;

/** The pages that alerts link to: every alert has one, and what they say to type can be typed. */
class RunbookTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGES = ROOT.resolve("docs").resolve("runbook");
  private static final List<String> HEADINGS = List.of(
      "## What it means",
      "## Who is hurt",
      "## Look here first",
      "## Do this",
      "## It is over when",
      "## Tell");
  private static final Pattern COMMAND = Pattern.compile("\\./opensmdp ([^`\n]+)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern ALERT =
      Pattern.compile("(?:^| )(docs/runbook/[a-z0-9-]+\\.md)|runbook: \"?(docs/[^\"#\\s]+)");

  private static final CommandLine COMMANDS = new CommandLine(new Main());

  @BeforeAll
  static void findsThePages() {
    assumeThat(PAGES).as("the docs, which a jar does not have").isDirectory();
  }

  static List<Path> pages() {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.filter(file -> !file.endsWith("README.md")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void saysWhatToDoInTheSameOrderEverywhere(Path page) throws IOException {
    var text = Files.readString(page);

    assertThat(text.lines().filter(line -> line.startsWith("## "))).isEqualTo(HEADINGS);
    assertThat(text).contains("./opensmdp ").doesNotContain("TODO", "TBD");
    assertThat(Files.readString(PAGES.resolve("README.md")))
        .contains("(" + page.getFileName() + ")");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksToWhatIsThere(Path page) throws IOException {
    assertThat(LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)))
        .allSatisfy(link -> assertThat(PAGES.resolve(link)).exists());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void namesOnlyCommandsThatThereAre(Path page) throws IOException {
    for (var command : COMMAND.matcher(Files.readString(page)).results().toList()) {
      var words = List.of(command.group(1).strip().split(" "));
      assertThat(unknown(words)).as("in ./opensmdp " + command.group(1)).isEmpty();
    }
  }

  /** Returns the words that are no command and no option where they stand. */
  private static List<String> unknown(List<String> words) {
    var at = COMMANDS;
    var unknown = new ArrayList<String>();
    boolean argument = false;
    for (var word : words) {
      var next = at.getSubcommands().get(word);
      if (next != null && !argument) {
        at = next;
      } else if (word.startsWith("--")) {
        argument = true;
        if (at.getCommandSpec().findOption(word) == null) {
          unknown.add(word);
        }
      } else {
        argument = true;
        if (at.getCommandSpec().positionalParameters().isEmpty()
            && !words.stream().anyMatch(option -> option.startsWith("--"))) {
          unknown.add(word);
        }
      }
    }
    return unknown;
  }

  @Test
  void hasAPageForEveryAlert() throws IOException {
    var rules = ROOT.resolve("deploy").resolve("prometheus");
    assumeThat(rules).isDirectory();
    try (Stream<Path> files = Files.list(rules)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(ALERT
                .matcher(Files.readString(file))
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .collect(toSet()))
            .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
      }
    }
  }

  @Test
  void hasThePagesThatTheGlossaryNames() {
    assertThat(Glossary.standard().all().stream()
            .flatMap(entry -> entry.runbook().stream())
            .collect(toSet()))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(ROOT.resolve(page)).exists());
  }
}
