package org.opensmdp.cli.suite;

import java.util.List;

/** The table of quirks as people read it, in Markdown. */
final class QuirkDocument {
  private static final String HEAD = """
      # What becomes of odd devices

      Cards and phones in the field refuse, lie, break off and stutter. Each row is a device that does one
      such thing, a YAML that makes it ([devices.md](devices.md) has every key), and how it ends: for the
      device, at the server, and in what support tells the customer. QuirksIT runs every row against a
      server over its sockets and compares both sides with this table.

      This file is written by a test, from cli/src/test/resources/org/opensmdp/cli/suite/quirks.yaml. After
      a change there, write it again:

          mvn -pl cli verify -Dtest=None -Dit.test=QuirksIT -Dsurefire.failIfNoSpecifiedTests=false -Dopensmdp.quirks.write=true

      How to read it: *PIR 12* is errorReason 12 in the installation result, *cancel 0* the reason of a
      cancelled session. *8.1/6.1* are subject and reason code. *try 2* is the second try of the same
      device. *accepted* and *forged* are the server's verdicts on reports; a *session not kept* has left no
      row, for the server writes nothing before a device has proved itself.

      A report of an error ends the same way at whichever command the card fails: the rows under *The card
      does not install* are run at every command of the package, 0, 1, 2, 4 and 5.
      """;

  private QuirkDocument() {}

  static String of(List<QuirkRow> rows) {
    var text = new StringBuilder(HEAD);
    String part = "";
    for (var row : rows) {
      if (!row.part().equals(part)) {
        part = row.part();
        text.append("\n## ").append(part).append("\n\n");
        text.append(
            "| quirk | in YAML | device sees | server does | what support tells the customer |\n");
        text.append("|---|---|---|---|---|\n");
      }
      text.append("| %s | `%s` | %s | %s | %s |\n"
          .formatted(
              row.quirk(),
              row.yaml().strip().replace("\n", " "),
              row.device(),
              row.server(),
              row.tells()));
    }
    return text.toString();
  }
}
