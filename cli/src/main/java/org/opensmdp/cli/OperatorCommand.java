package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code operator}: tenants, their terms and their keys. */
@Command(
    name = "operator",
    description = "Operators: who they are, what they may own, which keys speak for them.",
    subcommands = {
      OperatorCommand.Listing.class,
      OperatorCommand.Show.class,
      OperatorCommand.Add.class,
      OperatorCommand.Change.class,
      OperatorCommand.Client.class
    })
final class OperatorCommand implements Runnable {
  private static final String PATH = "/admin/v1/operators";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  private static String path(String name) {
    return PATH + "/" + AdminClient.encoded(name);
  }

  /** Terms as options. */
  static final class Terms {
    @Option(names = "--requester-id", description = "What it may call itself; may be repeated.")
    private List<String> requesterIds = List.of();

    @Option(names = "--iccid-prefix", description = "What its ICCIDs begin with; may be repeated.")
    private List<String> prefixes = List.of();

    @Option(names = "--network", description = "MCC and MNC of its IMSIs; may be repeated.")
    private List<String> networks = List.of();

    @Option(names = "--calls-per-minute", description = "Over ES2+.")
    private Optional<Integer> calls = Optional.empty();

    @Option(names = "--quarantine", description = "Of an ICCID that came back, as P180D.")
    private Optional<String> quarantine = Optional.empty();

    Map<String, Object> body() {
      var body = new LinkedHashMap<String, Object>();
      put(body, "requesterIds", requesterIds);
      put(body, "iccidPrefixes", prefixes);
      put(body, "networks", networks);
      calls.ifPresent(most -> body.put("callsPerMinute", most));
      quarantine.ifPresent(span -> body.put("quarantine", span));
      return body;
    }

    private static void put(Map<String, Object> body, String name, List<String> values) {
      if (!values.isEmpty()) {
        body.put(name, values);
      }
    }
  }

  /** {@code operator list}. */
  @Command(name = "list", description = "All operators.")
  static final class Listing implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public void run() {
      var answer = admin.client().get(PATH);
      System.out.println(
          admin.json()
              ? answer
              : AdminText.table(answer.path("operators"), List.of("name", "requesterIds")));
    }
  }

  /** {@code operator show}. */
  @Command(name = "show", description = "One operator.")
  static final class Show implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    public void run() {
      var answer = admin.client().get(path(name));
      System.out.println(admin.json() ? answer : AdminText.object(answer));
    }
  }

  /** {@code operator add}. */
  @Command(name = "add", description = "A new operator.")
  static final class Add implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Mixin
    private Terms terms = new Terms();

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    public void run() {
      var body = terms.body();
      body.put("name", name);
      var answer = admin.client().post(PATH, body);
      System.out.println(admin.json() ? answer : AdminText.object(answer));
    }
  }

  /** {@code operator change}. */
  @Command(name = "change", description = "Change the terms that are named.")
  static final class Change implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Mixin
    private Terms terms = new Terms();

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    public void run() {
      var answer = admin.client().put(path(name), terms.body());
      System.out.println(admin.json() ? answer : AdminText.object(answer));
    }
  }

  /** {@code operator client}. */
  @Command(name = "client", description = "Let a client certificate speak for it, or no longer.")
  static final class Client implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(index = "0", paramLabel = "NAME")
    private String name = "";

    @Option(names = "--add", paramLabel = "FILE", description = "A certificate in PEM.")
    private Optional<Path> added = Optional.empty();

    @Option(
        names = "--remove",
        paramLabel = "FINGERPRINT",
        description = "As operator show lists it.")
    private Optional<String> removed = Optional.empty();

    @Override
    public void run() {
      added.ifPresent(
          file -> admin.client().post(path(name) + "/clients", Map.of("certificate", read(file))));
      removed.ifPresent(key -> admin.client().delete(path(name) + "/clients/" + key));
      var answer = admin.client().get(path(name));
      System.out.println(admin.json() ? answer : AdminText.object(answer));
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be read: " + e, e);
      }
    }
  }
}
