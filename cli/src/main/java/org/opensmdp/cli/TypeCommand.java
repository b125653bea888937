package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code type}: what operators order by name. */
@Command(
    name = "type",
    description = "Profile types: what operators order by name, and its policies.",
    subcommands = {
      TypeCommand.Listing.class,
      TypeCommand.Show.class,
      TypeCommand.Add.class,
      TypeCommand.Change.class
    })
final class TypeCommand implements Runnable {
  private static final String PATH = "/admin/v1/types";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  private static String path(String name) {
    return PATH + "/" + AdminClient.encoded(name);
  }

  /** Texts and policies as options. */
  static final class Policies {
    @Option(names = "--provider", description = "The service provider name on the phone.")
    private Optional<String> provider = Optional.empty();

    @Option(names = "--profile-name", description = "The profile name on the phone.")
    private Optional<String> profileName = Optional.empty();

    @Option(names = "--protection", description = "session-keys or profile-keys.")
    private Optional<String> protection = Optional.empty();

    @Option(names = "--rebinding", description = "allow or refuse a second one-time key.")
    private Optional<String> rebinding = Optional.empty();

    @Option(names = "--max-downloads", description = "How often an order may be tried.")
    private Optional<Integer> downloads = Optional.empty();

    @Option(names = "--max-confirmations", description = "Wrong confirmation codes, less one.")
    private Optional<Integer> confirmations = Optional.empty();

    @Option(names = "--lifetime", description = "How long an order can be downloaded, as P90D.")
    private Optional<String> lifetime = Optional.empty();

    Map<String, Object> body() {
      var body = new LinkedHashMap<String, Object>();
      provider.ifPresent(value -> body.put("serviceProviderName", value));
      profileName.ifPresent(value -> body.put("profileName", value));
      protection.ifPresent(value -> body.put("protection", value));
      rebinding.ifPresent(value -> body.put("rebinding", value));
      downloads.ifPresent(value -> body.put("maxDownloadAttempts", value));
      confirmations.ifPresent(value -> body.put("maxConfirmationAttempts", value));
      lifetime.ifPresent(value -> body.put("orderLifetime", value));
      return body;
    }
  }

  /** {@code type list}. */
  @Command(name = "list", description = "All profile types.")
  static final class Listing implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public void run() {
      var answer = admin.client().get(PATH);
      System.out.println(
          admin.json()
              ? answer
              : AdminText.table(
                  answer.path("types"),
                  List.of("name", "operator", "protection", "orderLifetime", "synthetic")));
    }
  }

  /** {@code type show}. */
  @Command(name = "show", description = "One profile type, with its stock.")
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

  /** {@code type add}. */
  @Command(name = "add", description = "A new profile type; its versions come next.")
  static final class Add implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Mixin
    private Policies policies = new Policies();

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(names = "--operator", description = "Whose it is.")
    private Optional<String> operator = Optional.empty();

    @Option(names = "--class", description = "operational, test or provisioning.")
    private Optional<String> profileClass = Optional.empty();

    @Option(names = "--mnc-length", description = "Digits of the network code, 2 or 3.")
    private Optional<Integer> mncLength = Optional.empty();

    @Option(names = "--cut", description = "Cut names that are too long, between characters.")
    private boolean cut;

    @Option(
        names = "--icon",
        paramLabel = "FILE",
        description = "PNG or JPEG, 64 x 64, 1024 octets.")
    private Optional<Path> icon = Optional.empty();

    @Option(
        names = "--notify",
        paramLabel = "HOST[=EVENT,...]",
        description = "Whom devices tell of install, enable, disable, delete (default: all four).")
    private List<String> addresses = new ArrayList<>();

    @Option(names = "--gid1", paramLabel = "HEX", description = "As in EF.GID1.")
    private Optional<String> gid1 = Optional.empty();

    @Option(names = "--gid2", paramLabel = "HEX", description = "As in EF.GID2.")
    private Optional<String> gid2 = Optional.empty();

    @Option(
        names = "--synthetic",
        description = "For activations of your own: no figure counts it, now or later.")
    private boolean synthetic;

    @Option(names = "--rule", description = "PPR1: not to be disabled; PPR2: not to be deleted.")
    private List<String> rules = new ArrayList<>();

    @Override
    public void run() {
      var body = policies.body();
      body.put("name", name);
      operator.ifPresent(value -> body.put("operator", value));
      profileClass.ifPresent(value -> body.put("profileClass", value));
      mncLength.ifPresent(value -> body.put("mncLength", value));
      body.put("cut", cut);
      body.put("synthetic", synthetic);
      icon.ifPresent(file -> body.put("icon", read(file))); // octets are base64 in JSON
      body.put("notifications", notifications());
      gid1.ifPresent(hex -> body.put("gid1", hex));
      gid2.ifPresent(hex -> body.put("gid2", hex));
      body.put("policyRules", rules);
      var answer = admin.client().post(PATH, body);
      System.out.println(admin.json() ? answer : AdminText.object(answer));
    }

    private Map<String, List<String>> notifications() {
      var notifications = new LinkedHashMap<String, List<String>>();
      for (var given : addresses) {
        int equals = given.indexOf('=');
        notifications.put(
            equals < 0 ? given : given.substring(0, equals),
            equals < 0 ? List.of() : List.of(given.substring(equals + 1).split(",", -1)));
      }
      return notifications;
    }

    private static byte[] read(Path file) {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be read", e);
      }
    }
  }

  /** {@code type change}. */
  @Command(name = "change", description = "Change the texts and policies that are named.")
  static final class Change implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Mixin
    private Policies policies = new Policies();

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    public void run() {
      var answer = admin.client().put(path(name), policies.body());
      System.out.println(admin.json() ? answer : AdminText.object(answer));
    }
  }
}
