package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The parts of {@code order} that look at orders and move them over the admin API. */
final class OrderAdministration {
  private static final String PATH = "/admin/v1/orders";

  private OrderAdministration() {}

  private static void print(AdminOptions admin, JsonNode answer) {
    System.out.println(admin.json() ? answer : AdminText.object(answer));
  }

  private static String path(String iccid, String rest) {
    return PATH + "/" + AdminClient.encoded(iccid) + rest;
  }

  /** {@code order list}. */
  @Command(name = "list", description = "Look for orders; stock is listed with --state available.")
  static final class Listing implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(names = "--operator", description = "Whose.")
    private Optional<String> operator = Optional.empty();

    @Option(names = "--type", description = "Of this profile type.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--eid", description = "For this card.")
    private Optional<String> eid = Optional.empty();

    @Option(names = "--matching-id", description = "With this token.")
    private Optional<String> matchingId = Optional.empty();

    @Option(names = "--state", description = "In this state, as released.")
    private Optional<String> state = Optional.empty();

    @Option(names = "--older-than", description = "In their state for longer, as P2D.")
    private Optional<String> olderThan = Optional.empty();

    @Option(names = "--after", description = "Only higher ICCIDs: the next page.")
    private Optional<String> after = Optional.empty();

    @Option(names = "--limit", description = "How many at most (default: 100).")
    private int limit = 100;

    @Override
    public void run() {
      var query = new StringJoiner("&", "?", "").add("limit=" + limit);
      put(query, "operator", operator);
      put(query, "type", type);
      put(query, "eid", eid);
      put(query, "matchingId", matchingId);
      put(query, "state", state);
      put(query, "olderThan", olderThan);
      put(query, "after", after);
      var answer = admin.client().get(PATH + query);
      if (admin.json()) {
        System.out.println(answer);
        return;
      }
      System.out.println(AdminText.table(
          answer.path("orders"), List.of("iccid", "state", "changedAt", "operator", "type")));
      if (!answer.path("next").isNull()) {
        System.out.println("more: --after " + answer.path("next").asText());
      }
    }

    private static void put(StringJoiner query, String name, Optional<String> value) {
      value.ifPresent(text -> query.add(name + "=" + AdminClient.encoded(text)));
    }
  }

  /** {@code order show}. */
  @Command(name = "show", description = "Show one order.")
  static final class Show implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "ICCID")
    private String iccid = "";

    @Override
    public void run() {
      print(admin, admin.client().get(path(iccid, "")));
    }
  }

  /** {@code order place}. */
  @Command(name = "place", description = "Order a profile for an operator over the admin API.")
  static final class Place implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(names = "--operator", description = "For whom.")
    private Optional<String> operator = Optional.empty();

    @Option(names = "--type", description = "Any profile of this type.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--iccid", description = "Or exactly this one.")
    private Optional<String> iccid = Optional.empty();

    @Option(names = "--eid", description = "The card it is for.")
    private Optional<String> eid = Optional.empty();

    @Option(names = "--matching-id", description = "The token (default: made up).")
    private Optional<String> matchingId = Optional.empty();

    @Option(names = "--lifetime", description = "How long it can be downloaded, as P30D.")
    private Optional<String> lifetime = Optional.empty();

    @Option(names = "--max-downloads", description = "How often it may be tried.")
    private Optional<Integer> downloads = Optional.empty();

    @Override
    public void run() {
      var body = new LinkedHashMap<String, Object>();
      operator.ifPresent(value -> body.put("operator", value));
      type.ifPresent(value -> body.put("type", value));
      iccid.ifPresent(value -> body.put("iccid", value));
      eid.ifPresent(value -> body.put("eid", value));
      matchingId.ifPresent(value -> body.put("matchingId", value));
      lifetime.ifPresent(value -> body.put("lifetime", value));
      downloads.ifPresent(value -> body.put("maxDownloadAttempts", value));
      print(admin, admin.client().post(PATH, body));
    }
  }

  /** {@code order confirm}. */
  @Command(name = "confirm", description = "Confirm an order for its operator.")
  static final class Confirm implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "ICCID")
    private String iccid = "";

    @Option(names = "--eid", description = "The card it is for.")
    private Optional<String> eid = Optional.empty();

    @Option(names = "--matching-id", description = "The token (default: made up).")
    private Optional<String> matchingId = Optional.empty();

    @Option(names = "--not-released", description = "The network is not ready yet.")
    private boolean notReleased;

    @Override
    public void run() {
      var body = new LinkedHashMap<String, Object>();
      eid.ifPresent(value -> body.put("eid", value));
      matchingId.ifPresent(value -> body.put("matchingId", value));
      body.put("release", !notReleased);
      print(admin, admin.client().post(path(iccid, "/confirm"), body));
    }
  }

  /** {@code order release}. */
  @Command(name = "release", description = "Release a confirmed order for its operator.")
  static final class Release implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "ICCID")
    private String iccid = "";

    @Override
    public void run() {
      print(admin, admin.client().post(path(iccid, "/release"), Map.of()));
    }
  }

  /** {@code order cancel}. */
  @Command(name = "cancel", description = "Cancel an order for its operator.")
  static final class Cancel implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "ICCID")
    private String iccid = "";

    @Option(names = "--to-stock", description = "Offer the profile again.")
    private boolean toStock;

    @Override
    public void run() {
      var body = Map.of("finalState", toStock ? "available" : "unavailable");
      print(admin, admin.client().post(path(iccid, "/cancel"), body));
    }
  }
}
