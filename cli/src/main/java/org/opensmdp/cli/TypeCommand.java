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

/** {@code type}: what operators order by name, and what phones show of it. */
@Command(
    name = "type",
    description = "Profile types: make one with its metadata, show it.",
    subcommands = {TypeCommand.Add.class, TypeCommand.Show.class})
final class TypeCommand implements Runnable {
  private static final String PATH = "/admin/v1/types";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** {@code type add}. */
  @Command(name = "add", description = "Make a type; its metadata stay as they are from then on.")
  static final class Add implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "NAME", description = "What operators order by.")
    private String name = "";

    @Option(names = "--operator", description = "Whose it is (default: the token's).")
    private Optional<String> operator = Optional.empty();

    @Option(
        names = "--provider",
        required = true,
        description = "Shown: at most 32 octets of UTF-8.")
    private String provider = "";

    @Option(
        names = "--profile-name",
        required = true,
        description = "Shown: at most 64 octets of UTF-8.")
    private String profileName = "";

    @Option(names = "--cut", description = "Cut names that are too long, between characters.")
    private boolean cut;

    @Option(
        names = "--class",
        description = "test, provisioning or operational (default: operational).")
    private Optional<String> profileClass = Optional.empty();

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

    @Option(names = "--rule", description = "PPR1: not to be disabled; PPR2: not to be deleted.")
    private List<String> rules = new ArrayList<>();

    @Option(
        names = "--mnc-length",
        description = "Digits of the network code, 2 or 3 (default: 2).")
    private Optional<Integer> mncLength = Optional.empty();

    @Override
    public void run() {
      var made = admin.client().post(PATH, body());
      System.out.println(admin.json() ? made : "type " + made.path("name").asText() + " is there");
    }

    private Map<String, Object> body() {
      var body = new LinkedHashMap<String, Object>();
      body.put("name", name);
      operator.ifPresent(owner -> body.put("operator", owner));
      body.put("serviceProviderName", provider);
      body.put("profileName", profileName);
      body.put("cut", cut);
      profileClass.ifPresent(given -> body.put("profileClass", given));
      icon.ifPresent(file -> body.put("icon", read(file))); // octets are base64 in JSON
      body.put("notifications", notifications());
      gid1.ifPresent(hex -> body.put("gid1", hex));
      gid2.ifPresent(hex -> body.put("gid2", hex));
      body.put("policyRules", rules);
      mncLength.ifPresent(digits -> body.put("mncLength", digits));
      return body;
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

  /** {@code type show}. */
  @Command(name = "show", description = "Show a type with its metadata, as JSON.")
  static final class Show implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "NAME", description = "The type.")
    private String name = "";

    @Override
    public void run() {
      System.out.println(
          admin.client().get(PATH + "/" + AdminClient.encoded(name)).toPrettyString());
    }
  }
}
