package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token}: who may administer. */
@Command(
    name = "token",
    description = "Tokens of the admin API: make, list, revoke.",
    subcommands = {TokenCommand.New.class, TokenCommand.Listing.class, TokenCommand.Revoke.class})
final class TokenCommand implements Runnable {
  private static final String PATH = "/admin/v1/tokens";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** {@code token new}. */
  @Command(name = "new", description = "Make a token and print it, this once.")
  static final class New implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "NAME", description = "Whose it is.")
    private String name = "";

    @Option(
        names = "--role",
        required = true,
        description = "viewer, support, operations or administrator.")
    private String role = "";

    @Option(names = "--operator", description = "The only operator whose things it sees.")
    private Optional<String> operator = Optional.empty();

    @Option(names = "--lifetime", description = "ISO 8601, as P90D (default: until revoked).")
    private Optional<String> lifetime = Optional.empty();

    @Override
    public void run() {
      var body = new LinkedHashMap<String, Object>();
      body.put("name", name);
      body.put("role", role);
      operator.ifPresent(owner -> body.put("operator", owner));
      lifetime.ifPresent(span -> body.put("lifetime", span));
      var made = admin.client().post(PATH, body);
      System.out.println(admin.json() ? made : made.path("token").asText());
    }
  }

  /** {@code token list}. */
  @Command(name = "list", description = "Tokens that were not revoked.")
  static final class Listing implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public void run() {
      var answer = admin.client().get(PATH);
      if (admin.json()) {
        System.out.println(answer);
      } else {
        answer.path("tokens").forEach(token -> System.out.println(line(token)));
      }
    }

    private static String line(JsonNode token) {
      return "%4d  %-14s %-20s %s"
          .formatted(
              token.path("tokenId").asLong(),
              token.path("role").asText(),
              token.path("operator").asText("all operators"),
              token.path("name").asText());
    }
  }

  /** {@code token revoke}. */
  @Command(name = "revoke", description = "Revoke a token, from now on.")
  static final class Revoke implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "NUMBER", description = "As token list shows it.")
    private long tokenId;

    @Override
    public void run() {
      admin.client().delete(PATH + "/" + tokenId);
    }
  }
}
