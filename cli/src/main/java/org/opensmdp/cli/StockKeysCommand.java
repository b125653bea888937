package org.opensmdp.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.opensmdp.crypto.TransportKey;
import org.opensmdp.rsp.Secret;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stock keys}: the keys under which operators send theirs. */
@Command(
    name = "keys",
    description = "Transport keys of an operator: add, list; whether keys may come without one.",
    subcommands = {
      StockKeysCommand.Add.class,
      StockKeysCommand.Listing.class,
      StockKeysCommand.Policy.class
    })
final class StockKeysCommand implements Runnable {
  private static final String PATH = "/admin/v1/transport-keys";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** {@code stock keys add}. */
  @Command(
      name = "add",
      description = {
        "Keep a transport key; print its check value, to be compared with the operator's.",
        "With two files, the key is the XOR of both."
      })
  static final class Add implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "What the key is called.")
    private String name = "";

    @Parameters(
        index = "1..*",
        arity = "1..2",
        paramLabel = "FILE",
        description = "The key, or its two components, in hexadecimal digits.")
    private List<Path> files = List.of();

    @Option(names = "--operator", required = true, description = "Whose it is.")
    private String operator = "";

    @Override
    public void run() {
      if (files.size() > 2) {
        throw new IllegalArgumentException("a key has one component or two");
      }
      var components = files.stream().map(Add::read).toList();
      try (var key = components.size() == 1
              ? new TransportKey(components.get(0))
              : TransportKey.ofComponents(components.get(0), components.get(1));
          var encoded = key.encode()) {
        var octets = encoded.toArray();
        var made = admin
            .client()
            .put(
                PATH + "/" + AdminClient.encoded(operator) + "/" + AdminClient.encoded(name),
                "application/octet-stream",
                octets);
        Arrays.fill(octets, (byte) 0);
        System.out.println(
            admin.json() ? made : "check value " + made.path("checkValue").asText());
      } finally {
        components.forEach(Secret::close);
      }
    }

    /** Digit by digit: a string of the key could not be erased. */
    private static Secret read(Path file) {
      byte[] text = {};
      byte[] octets = {};
      try {
        text = Files.readAllBytes(file);
        int digits = 0;
        octets = new byte[text.length / 2 + 1];
        for (byte sign : text) {
          int digit = Character.digit(sign, 16);
          if (digit >= 0) {
            octets[digits / 2] |= (byte) (digits % 2 == 0 ? digit << 4 : digit);
            digits++;
          } else if (!Character.isWhitespace(sign)) {
            throw new IllegalArgumentException(file + ": not hexadecimal digits");
          }
        }
        if (digits % 2 != 0) {
          throw new IllegalArgumentException(file + ": an odd number of digits");
        }
        var exact = Arrays.copyOf(octets, digits / 2);
        var secret = Secret.of(exact);
        Arrays.fill(exact, (byte) 0);
        return secret;
      } catch (IOException e) {
        throw new IllegalArgumentException(file + " cannot be read: " + e, e);
      } finally {
        Arrays.fill(text, (byte) 0);
        Arrays.fill(octets, (byte) 0);
      }
    }
  }

  /** {@code stock keys list}. */
  @Command(name = "list", description = "The transport keys of an operator, by check value.")
  static final class Listing implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(names = "--operator", required = true, description = "Whose they are.")
    private String operator = "";

    @Override
    public void run() {
      var answer = admin.client().get(PATH + "?operator=" + AdminClient.encoded(operator));
      if (admin.json()) {
        System.out.println(answer);
        return;
      }
      answer
          .path("transportKeys")
          .forEach(key -> System.out.printf(
              "%-24s %s  %s%n",
              key.path("name").asText(),
              key.path("checkValue").asText(),
              key.path("addedAt").asText()));
    }
  }

  /** {@code stock keys policy}. */
  @Command(name = "policy", description = "Say whether an operator's keys may come in the clear.")
  static final class Policy implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(names = "--operator", required = true, description = "Whose.")
    private String operator = "";

    @Option(names = "--clear-keys", required = true, description = "true or false.", arity = "1")
    private boolean clearKeys;

    @Override
    public void run() {
      admin
          .client()
          .put("/admin/v1/stock-policy", Map.of("operator", operator, "clearKeys", clearKeys));
    }
  }
}
