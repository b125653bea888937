package org.opensmdp.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code client-log}: what phones wrote of their downloads. */
@Command(
    name = "client-log",
    description = "Take in what a phone wrote of a download; order timeline shows it.",
    subcommands = ClientLogCommand.Import.class)
final class ClientLogCommand implements Runnable {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    CommandLine.usage(spec, System.out);
  }

  /** {@code client-log import}. */
  @Command(
      name = "import",
      description = {
        "Take in a file of JSON lines. Lines that were taken in before are kept once.",
        "Identities are looked for and not kept."
      })
  static final class Import implements Runnable {
    private static final int PIECE_LINES = 1_000;
    private static final int PIECE_OCTETS = 1 << 20;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(
        names = "--source",
        required = true,
        description = "lpac, android, windows, or opensmdp (our own form).")
    private String source = "";

    @Option(
        names = "--about",
        description = "What all lines are about, where they do not say it: any identity.")
    private Optional<String> about = Optional.empty();

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Override
    public void run() {
      var sums = new LinkedHashMap<String, Long>();
      var piece = new ArrayList<String>();
      long octets = 0;
      for (var line : lines()) {
        if (piece.size() == PIECE_LINES || octets + line.length() > PIECE_OCTETS) {
          send(piece, sums);
          octets = 0;
        }
        piece.add(line);
        octets += line.length();
      }
      send(piece, sums);
      System.out.println(
          admin.json()
              ? Json.line(new LinkedHashMap<String, Object>(sums))
              : "%d lines kept, %d known before, %d about nothing known here, %d without meaning, %d unreadable"
                  .formatted(
                      sums.get("kept"),
                      sums.get("known"),
                      sums.get("unplaced"),
                      sums.get("skipped"),
                      sums.get("unreadable")));
    }

    private List<String> lines() {
      try {
        var lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
        if (lines.isEmpty()) {
          throw new IllegalStateException(file + " has no lines.");
        }
        return lines;
      } catch (IOException e) {
        throw new IllegalStateException("%s cannot be read (%s).".formatted(file, e), e);
      }
    }

    private void send(List<String> piece, Map<String, Long> sums) {
      if (piece.isEmpty()) {
        return;
      }
      var body = new LinkedHashMap<String, Object>();
      body.put("source", source);
      about.ifPresent(text -> body.put("about", text));
      body.put("lines", List.copyOf(piece));
      var answer = admin.client().post("/admin/v1/client-logs", body);
      for (var name : List.of("kept", "known", "unplaced", "skipped", "unreadable")) {
        sums.merge(name, answer.path(name).asLong(), Long::sum);
      }
      piece.clear();
    }
  }
}
