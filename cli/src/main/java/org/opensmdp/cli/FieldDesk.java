package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.opensmdp.rsp.Bytes;

/** The people of a rollout demo, by the admin API: who draws a rollout up, and the second person. */
final class FieldDesk {
  private static final String VERSION = "/admin/v1";
  private static final String ROLLOUTS = VERSION + "/rollouts";
  private static final int NOT_FOUND = 404;
  private static final String SECOND_PERSON = "second-person";

  private final AdminClient first;
  private final AdminClient second;
  private final String type;

  FieldDesk(PackServer server, String type) {
    this.first = server.admin();
    this.type = type;
    var token =
        first.post(VERSION + "/tokens", Map.of("name", SECOND_PERSON, "role", "operations"));
    this.second = server.admin(token.path("token").asText());
  }

  /** Something that was done with a rollout; {@code actor} is {@code gate} if nobody did it. */
  record Step(Instant at, String actor, String what, int stage, String why) {}

  /**
   * A stage of a plan.
   *
   * @param words as people call it: {@code 25 %}
   * @param percent of the cards; 0 of a stage that has no share
   */
  record Stage(String words, double percent) {}

  /** One kind of card in a rollout. */
  record Line(
      String stratum,
      int verdicts,
      int successes,
      double evidence,
      boolean accepted,
      Optional<String> fault) {}

  /** How a rollout stands. */
  record Standing(
      long rolloutId,
      String state,
      int stage,
      String stageIs,
      List<Stage> stages,
      List<String> quarantined,
      List<Line> lines,
      List<Step> steps,
      String why) {
    /** Whether every card gets it that is not kept from it. */
    boolean isForAll() {
      return state.equals("complete") || isStable();
    }

    boolean isStable() {
      return state.equals("stable");
    }

    boolean isTakenBack() {
      return state.equals("rolling-back") || state.equals("rolled-back");
    }

    /** Whether nothing goes on without a person. */
    boolean isStuck() {
      return state.equals("paused") || state.equals("rejected");
    }

    /** Returns when it was decided to take the version back. */
    Optional<Instant> rolledBackAt() {
      return steps.stream()
          .filter(step -> step.what().equals("rolled-back"))
          .map(Step::at)
          .findFirst();
    }

    /** Returns the attempts that the gate has counted. */
    int verdicts() {
      return lines.stream().mapToInt(Line::verdicts).sum();
    }

    /** Returns the failures that the gate has counted. */
    int failures() {
      return lines.stream().mapToInt(line -> line.verdicts() - line.successes()).sum();
    }
  }

  /** Takes a version into the list of the type and returns its number and the hash of its content. */
  Map.Entry<Integer, String> add(Bytes template, String note) {
    var answer = because(first, note)
        .post(
            VERSION + "/types/" + type + "/versions?stable=false",
            Map.of("template", template.toString(), "note", note));
    int number = answer.path("number").asInt();
    var hash = first.get(VERSION + "/types/" + type + "/versions/" + number);
    return Map.entry(number, hash.path("contentHash").asText());
  }

  /** Measures what the stable version does, and returns it line by line. */
  List<String> measure() {
    var card = because(first, "before a new version")
        .post(VERSION + "/types/" + type + "/baseline", Map.of());
    return lines(card.path("strata"))
        .map(line -> String.format(
            Locale.ROOT,
            "%-26s %4d of %4d, half of them within %.2f s, 95 of 100 within %.2f s",
            line.path("stratum").asText(),
            line.path("successes").asInt(),
            line.path("verdicts").asInt(),
            line.path("p50Seconds").asDouble(),
            line.path("p95Seconds").asDouble()))
        .toList();
  }

  /** Draws a rollout up, starts it, shows what the laboratory says, and returns its number. */
  long rollOut(
      Map.Entry<Integer, String> version, Map<String, Object> plan, Map<String, Object> pack) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", type);
    body.put("to", version.getKey());
    body.put("plan", plan);
    var person = because(first, "version " + version.getKey());
    long rollout = person.post(ROLLOUTS, body).path("rolloutId").asLong();
    person.post(path(rollout) + "/start", Map.of());
    person.post(
        path(rollout) + "/preflight",
        Map.of("contentHash", version.getValue(), "packs", List.of(pack)));
    return rollout;
  }

  /** The second person agrees to the stage that comes next. */
  void approve(long rollout) {
    because(second, "looked at the figures").post(path(rollout) + "/approve", Map.of());
  }

  Standing standing(long rollout) {
    var all = first.get(path(rollout));
    var steps = new ArrayList<Step>();
    all.path("steps")
        .forEach(step -> steps.add(new Step(
            Instant.parse(step.path("happenedAt").asText()),
            step.path("actor").asText(),
            step.path("step").asText(),
            step.path("stage").asInt(),
            step.path("why").asText())));
    return new Standing(
        rollout,
        all.path("state").asText(),
        all.path("stage").asInt(),
        all.path("stageIs").asText(),
        lines(all.path("stages"))
            .map(stage ->
                new Stage(stage.path("stage").asText(), stage.path("percent").asDouble()))
            .toList(),
        lines(all.path("quarantined")).map(JsonNode::asText).toList(),
        lines(all.path("strata")).map(FieldDesk::line).toList(),
        steps,
        all.path("why").asText());
  }

  private static Line line(JsonNode stratum) {
    return new Line(
        stratum.path("stratum").asText(),
        stratum.path("verdicts").asInt(),
        stratum.path("successes").asInt(),
        stratum.path("lambda").asDouble(),
        stratum.path("accepted").asBoolean(),
        Optional.of(stratum.path("fault")).filter(JsonNode::isTextual).map(JsonNode::asText));
  }

  /** Returns the incident that was opened for a rollout, as people read it; nothing if there is none. */
  List<String> incident(long rollout) {
    var wanted = "rollout " + rollout;
    return lines(incidents())
        .filter(incident -> incident.path("source").asText().equals(wanted))
        .findFirst()
        .map(FieldDesk::words)
        .orElse(List.of());
  }

  private JsonNode incidents() {
    try {
      return first.get(VERSION + "/incidents").path("incidents");
    } catch (AdminClient.Refused e) {
      if (e.status() == NOT_FOUND) {
        return MissingNode.getInstance(); // a server that does not serve incidents
      }
      throw e;
    }
  }

  private static List<String> words(JsonNode incident) {
    var words = new ArrayList<String>();
    words.add("incident %d, %s, opened by the %s: %s"
        .formatted(
            incident.path("incident").asLong(),
            incident.path("severity").asText(),
            incident.path("openedBy").asText(),
            incident.path("title").asText()));
    incident.path("description").asText().lines().forEach(words::add);
    return words;
  }

  private static Stream<JsonNode> lines(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static AdminClient because(AdminClient person, String why) {
    return person.because(Optional.of(why));
  }

  private static String path(long rollout) {
    return ROLLOUTS + "/" + rollout;
  }
}
