package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.console.FindingsJson;
import org.opensmdp.profile.Lint;
import org.opensmdp.profile.LintTerms;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.profile.ProfileSize;
import org.opensmdp.profile.VersionDiff;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ProfileClass;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code version}: templates of profile types. */
@Command(
    name = "version",
    description = "Templates of profile types: check, import, list, show, compare, move.",
    subcommands = {
      VersionCommand.Import.class,
      VersionCommand.LintFile.class,
      VersionCommand.Listing.class,
      VersionCommand.Show.class,
      VersionCommand.Diff.class,
      VersionMoves.Promote.class,
      VersionMoves.Withdraw.class,
      VersionMoves.Note.class,
      VersionExceptions.Show.class,
      VersionExceptions.Lift.class,
      VersionTextCommand.class
    })
final class VersionCommand implements Runnable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  private static String path(String type) {
    return "/admin/v1/types/%s/versions".formatted(AdminClient.encoded(type));
  }

  private static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** A finding on one line, what to do on the next. */
  private static void print(JsonNode findings) {
    for (var it : findings) {
      System.out.printf(
          "%-8s %s at %d: %s (expected: %s) [%s]%n         -> %s%n",
          it.path("severity").asText(),
          it.path("element").asText(),
          it.path("offset").asInt(),
          it.path("what").asText(),
          it.path("expected").asText(),
          it.path("rule").asText(),
          it.path("remedy").asText());
    }
  }

  private static boolean anyError(JsonNode findings) {
    boolean error = false;
    for (var it : findings) {
      error |= it.path("severity").asText().equals("error");
    }
    return error;
  }

  /** {@code version import}. */
  @Command(name = "import", description = "Import a template as the next version of a type.")
  static final class Import implements Callable<Integer> {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(index = "0", paramLabel = "TYPE", description = "The profile type.")
    private String type = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The package in DER, or as text.")
    private Path file = Path.of("");

    @Option(names = "--holes", paramLabel = "FILE", description = "Its named holes, YAML or JSON.")
    private Optional<Path> holes = Optional.empty();

    @Option(
        names = "--stable",
        description = {
          "All new downloads get it (default: a candidate). Say why with --reason if another",
          "version is stable."
        })
    private boolean stable;

    @Option(names = "--draft", description = "For nothing yet; version promote takes it up.")
    private boolean draft;

    @Option(names = "--dry-run", description = "Only say what the lint finds.")
    private boolean dryRun;

    @Option(names = "--note", description = "What is new in it.")
    private String note = "";

    @Override
    public Integer call() {
      var body = new LinkedHashMap<String, Object>();
      body.put("template", TemplateFile.der(file).toString());
      body.put("holes", TemplateFile.manifest(holes));
      body.put("note", note);
      var answer = admin
          .client()
          .post(
              "%s?stable=%s&draft=%s&dry-run=%s".formatted(path(type), stable, draft, dryRun),
              body);
      if (admin.json()) {
        System.out.println(answer);
      } else {
        print(answer.path("findings"));
        System.out.println(
            dryRun
                ? "not imported: a dry run"
                : "version %d of %s is %s"
                    .formatted(
                        answer.path("number").asInt(),
                        type,
                        answer.path("state").asText()));
      }
      return dryRun && anyError(answer.path("findings")) ? 1 : 0;
    }
  }

  /** {@code version lint}. */
  @Command(name = "lint", description = "Check a template in a file; no server is asked.")
  static final class LintFile implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The package in DER, or as text.")
    private Path file = Path.of("");

    @Option(names = "--holes", paramLabel = "FILE", description = "Its named holes, YAML or JSON.")
    private Optional<Path> holes = Optional.empty();

    @Option(names = "--class", description = "test, provisioning or operational (default).")
    private ProfileClass profileClass = ProfileClass.OPERATIONAL;

    @Option(names = "--mnc-length", description = "Digits of the network code, 2 or 3.")
    private Optional<Integer> mncLength = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      var der = TemplateFile.der(file);
      var terms = new LintTerms(profileClass, mncLength, Optional.empty());
      var found = tree(FindingsJson.of(Lint.template(der, TemplateFile.holes(holes), terms)));
      if (json) {
        System.out.println(tree(Map.of("findings", found)));
      } else {
        print(found);
        size(der).ifPresent(System.out::println);
      }
      return anyError(found) ? 1 : 0;
    }

    private static Optional<String> size(Bytes der) {
      try {
        var size = ProfileSize.of(ProfilePackage.parse(der));
        return Optional.of("%d octets, %d segments, about %d octets of a card's memory"
            .formatted(size.derOctets(), size.segments(), size.memoryOctets()));
      } catch (InvalidMessage e) {
        return Optional.empty();
      }
    }
  }

  /** {@code version list}. */
  @Command(name = "list", description = "Versions of a type, the newest first.")
  static final class Listing implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "TYPE", description = "The profile type.")
    private String type = "";

    @Override
    public void run() {
      var answer = admin.client().get(path(type));
      if (admin.json()) {
        System.out.println(answer);
      } else {
        answer.path("versions").forEach(it -> System.out.println(line(it)));
      }
    }

    private static String line(JsonNode it) {
      return "%4d  %-10s %7d octets (%+d)  %3d warnings  %s  %s"
          .formatted(
              it.path("number").asInt(),
              it.path("state").asText(),
              it.path("octets").asInt(),
              it.path("growth").asInt(),
              it.path("warnings").asInt(),
              it.path("createdAt").asText(),
              it.path("note").asText());
    }
  }

  /** {@code version show}. */
  @Command(name = "show", description = "A version: its size, its holes, what the lint said.")
  static final class Show implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(index = "0", paramLabel = "TYPE", description = "The profile type.")
    private String type = "";

    @Parameters(index = "1", paramLabel = "NUMBER", description = "As version list shows it.")
    private int number;

    @Override
    public void run() {
      var it = admin.client().get("%s/%d".formatted(path(type), number));
      if (admin.json()) {
        System.out.println(it);
        return;
      }
      System.out.printf(
          "version %d of %s, %s, %s%nSHA-256 %s%n%d octets, %d segments, about %d octets of a card's"
              + " memory%n",
          number,
          type,
          it.path("state").asText(),
          it.path("createdAt").asText(),
          it.path("contentHash").asText(),
          it.path("octets").asInt(),
          it.path("segments").asInt(),
          it.path("memoryOctets").asInt());
      it.path("holes")
          .forEach(hole -> System.out.printf(
              "hole     %s in %s, %s, field %s%n",
              hole.path("name").asText(),
              hole.path("place").asText(),
              hole.path("coding").asText(),
              hole.path("field").asText()));
      life(it);
      print(it.path("findings"));
    }

    private static void life(JsonNode it) {
      for (var name : List.of("stableSince", "withdrawnAt", "withdrawnWhy", "migrationNote")) {
        if (!it.path(name).asText("").isEmpty()) {
          System.out.printf("%-13s %s%n", name, it.path(name).asText());
        }
      }
      System.out.printf(
          "%+d octets against the stable version%n", it.path("growth").asInt());
    }
  }

  /** {@code version diff}. */
  @Command(
      name = "diff",
      description = "What differs between two files, or between two versions of a type.")
  static final class Diff implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(arity = "2", paramLabel = "OLDER NEWER", description = "Files, or numbers.")
    private List<String> both = List.of();

    @Option(names = "--type", description = "The profile type; the parameters are numbers then.")
    private Optional<String> type = Optional.empty();

    @Override
    public void run() {
      var changes = type.map(this::versions).orElseGet(this::files);
      if (admin.json()) {
        System.out.println(tree(Map.of("changes", changes)));
      } else {
        changes.forEach(it -> System.out.println(line(it)));
      }
    }

    private JsonNode versions(String of) {
      return admin
          .client()
          .get("%s/%s/diff/%s"
              .formatted(
                  path(of), AdminClient.encoded(both.get(0)), AdminClient.encoded(both.get(1))))
          .path("changes");
    }

    private JsonNode files() {
      var missing =
          both.stream().filter(name -> !Files.isReadable(Path.of(name))).findFirst();
      missing.ifPresent(name -> {
        throw new IllegalStateException(
            name + " is no file that can be read. For versions of a type, name it with --type.");
      });
      return tree(FindingsJson.of(VersionDiff.of(
          TemplateFile.der(Path.of(both.get(0))), TemplateFile.der(Path.of(both.get(1))))));
    }

    private static String line(JsonNode it) {
      var field = it.path("field").asText();
      var place = it.path("element").asText() + (field.isEmpty() ? "" : "." + field);
      var kind = it.path("kind").asText();
      return kind.equals("changed")
          ? "%-8s %s at %d: %s -> %s"
              .formatted(
                  kind,
                  place,
                  it.path("offset").asInt(),
                  it.path("before").asText(),
                  it.path("after").asText())
          : "%-8s %s".formatted(kind, place);
    }
  }
}
