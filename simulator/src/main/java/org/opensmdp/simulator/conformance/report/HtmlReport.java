package org.opensmdp.simulator.conformance.report;

import com.github.mustachejava.DefaultMustacheFactory;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Outcome;
import org.opensmdp.simulator.conformance.Verdict;

/** A run for people: one page, without anything to be fetched, that can be printed. */
final class HtmlReport {
  private HtmlReport() {}

  static String of(Report report) {
    var page = new LinkedHashMap<String, Object>();
    page.put("target", report.target().smdpAddress());
    page.put("started", report.started().truncatedTo(ChronoUnit.SECONDS).toString());
    page.put("summary", report.summary().members(report.seconds()));
    page.put("good", report.summary().good());
    page.put("functions", functions(report.outcomes()));
    page.put("features", features(report));
    page.put("types", types(report));
    page.put("cases", cases(report.outcomes()));
    var out = new StringWriter();
    new DefaultMustacheFactory("conformance").compile("report.mustache").execute(out, page);
    return out.toString();
  }

  private static List<Map<String, Object>> functions(List<Outcome> outcomes) {
    var functions = outcomes.stream()
        .collect(Collectors.groupingBy(
            it -> it.run().subject().interfaceName() + "." + it.run().subject().functionName(),
            LinkedHashMap::new,
            Collectors.toList()));
    return functions.entrySet().stream()
        .map(entry -> {
          var row = Summary.of(entry.getValue()).members(0);
          row.put("function", entry.getKey());
          row.put("good", Summary.of(entry.getValue()).good());
          return row;
        })
        .toList();
  }

  private static List<Map<String, Object>> features(Report report) {
    return Arrays.stream(Feature.values())
        .map(feature -> Map.<String, Object>of(
            "name", feature.name(),
            "text", feature.text(),
            "declared", report.target().features().contains(feature) ? "yes" : "no"))
        .toList();
  }

  private static List<Map<String, Object>> types(Report report) {
    return report.target().profileTypes().entrySet().stream()
        .map(it -> Map.<String, Object>of("kind", it.getKey().name(), "type", it.getValue()))
        .toList();
  }

  private static List<Map<String, Object>> cases(List<Outcome> outcomes) {
    return outcomes.stream()
        .collect(Collectors.groupingBy(
            it -> it.run().subject().id(), LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(HtmlReport::oneCase)
        .toList();
  }

  private static Map<String, Object> oneCase(List<Outcome> runs) {
    var subject = runs.get(0).run().subject();
    var verdict = Summary.byCase(runs).values().stream().findFirst().orElse(Verdict.INCONCLUSIVE);
    var card = new LinkedHashMap<String, Object>();
    card.put("id", subject.id());
    card.put("purpose", subject.purpose());
    card.put("requirement", subject.requirement());
    card.put("preconditions", subject.preconditions());
    card.put("expected", subject.expected());
    card.put(
        "needs", subject.features().stream().map(Feature::text).collect(Collectors.joining("; ")));
    card.put("tags", String.join(", ", subject.tags()));
    card.put("verdict", words(verdict));
    card.put("colour", colour(verdict));
    card.put("runs", runs.stream().map(HtmlReport::row).toList());
    card.put("told", runs.stream().filter(it -> told(it, runs)).map(RunText::of).toList());
    return card;
  }

  /** Whatever went wrong is told of each wire; what passed, of the first that passed. */
  private static boolean told(Outcome outcome, List<Outcome> runs) {
    return switch (outcome.verdict()) {
      case FAIL, INCONCLUSIVE -> true;
      case NOT_APPLICABLE -> false;
      case PASS ->
        runs.stream()
            .filter(it -> it.verdict() == Verdict.PASS)
            .findFirst()
            .filter(outcome::equals)
            .isPresent();
    };
  }

  private static Map<String, Object> row(Outcome outcome) {
    return Map.of(
        "wire", outcome.run().wire().toString(),
        "verdict", words(outcome.verdict()),
        "colour", colour(outcome.verdict()),
        "why", outcome.why(),
        "ms", outcome.took().toMillis());
  }

  static String words(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A class of the style sheet. */
  static String colour(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace("_", "");
  }
}
