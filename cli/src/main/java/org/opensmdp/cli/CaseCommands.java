package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The parts of {@code order} that support works with: by any identity, in plain words. */
final class CaseCommands {
  private static final String WHAT =
      "Any identity, the text of an activation code, or what the phone"
          + " shows that contains one; in quotes.";

  private CaseCommands() {}

  private static JsonNode find(AdminOptions admin, List<String> what, String language) {
    var body = new LinkedHashMap<String, Object>();
    body.put("text", String.join(" ", what));
    body.put("language", language);
    return admin.client().post("/admin/v1/cases", body);
  }

  /** {@code order timeline}. */
  @Command(
      name = "timeline",
      description = "Tell what happened to an order, what to say to the customer and what to do.")
  static final class Timeline implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(
        names = "--lang",
        description = "Of what the customer is told: en, de, fr, es, id, th (default: en).")
    private String language = "en";

    @Parameters(paramLabel = "WHAT", arity = "1..*", description = WHAT)
    private List<String> what = List.of();

    @Override
    public void run() {
      var answer = find(admin, what, language);
      if (admin.json()) {
        System.out.println(answer);
        return;
      }
      System.out.println(CaseText.of(answer.path("case")));
      int others = answer.path("orders").size() - 1;
      if (others > 0) {
        System.out.println(
            "\n%d more orders are meant by that; order find lists them.".formatted(others));
      }
    }
  }

  /** {@code order find}. */
  @Command(name = "find", description = "Find orders by any identity in any text.")
  static final class Find implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "WHAT", arity = "1..*", description = WHAT)
    private List<String> what = List.of();

    @Override
    public void run() {
      var answer = find(admin, what, "en");
      System.out.println(
          admin.json()
              ? answer.path("orders")
              : AdminText.table(
                  answer.path("orders"),
                  List.of("iccid", "state", "changedAt", "operator", "type")));
    }
  }
}
