package org.opensmdp.activation.glossary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * docs/glossary-codes.md says what the glossary says. To write it again:
 * {@code -Dopensmdp.glossary.write=true}.
 */
class GlossaryDocumentTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Path DOCUMENT = DOCS.resolve("glossary-codes.md");
  private static final String HEAD = """
      # What codes mean

      Every code that devices, cards, operators and phones see of an activation: what it means, what to tell the customer,
      what support does, and whose fault it is (the class by which objectives and the gate of a rollout count).
      `./opensmdp explain 8.2.6/3.8` shows one, `explain "EID doesn't match"` finds one by what a phone shows,
      `explain --all --markdown --lang de` prints this table in another language. Customers are never told a code, nor a
      number of a card or a subscriber. A dash: customers do not hear of it.

      This file is written by a test, from the files beside `activation.glossary`. After a change there, write it again:

          mvn -pl activation test -Dtest=GlossaryDocumentTest -Dopensmdp.glossary.write=true

      """;

  @Test
  void saysInTheDocsWhatTheGlossarySays() throws IOException {
    assumeThat(DOCS).as("the docs, which a jar does not have").isDirectory();
    var text = HEAD + GlossaryMarkdown.table(Glossary.standard().all(), "en");
    if (Boolean.getBoolean("opensmdp.glossary.write")) {
      Files.writeString(DOCUMENT, text);
    }

    assertThat(Files.readString(DOCUMENT))
        .as(
            "docs/glossary-codes.md is made from the glossary; to write it again, run this test with"
                + " -Dopensmdp.glossary.write=true")
        .isEqualTo(text);
  }

  @Test
  void keepsTheTableWhole() {
    var table = GlossaryMarkdown.table(Glossary.standard().all(), "th").lines().toList();

    assertThat(table).hasSize(Glossary.standard().all().size() + 2);
    assertThat(table)
        .allSatisfy(line -> assertThat(line.split("(?<!\\\\)\\|", -1)).hasSize(8));
  }
}
