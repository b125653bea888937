package org.opensmdp.simulator.conformance.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.conformance.Journal;
import org.opensmdp.simulator.conformance.Outcome;
import org.opensmdp.simulator.conformance.Verdict;

/** One run, step by step, as the page shows it. What has passed is told in less. */
final class RunText {
  private static final int MOST_PASSED = 1500;
  private static final int MOST_ELSE = 20_000;
  private static final int MOST_EXCHANGES = 60;

  private RunText() {}

  static Map<String, Object> of(Outcome outcome) {
    boolean passed = outcome.verdict() == Verdict.PASS;
    var run = new LinkedHashMap<String, Object>();
    run.put("wire", outcome.run().wire().toString());
    run.put("open", !passed);
    var entries = outcome.journal().entries();
    int most = passed ? MOST_PASSED : MOST_ELSE;
    var shown = entries.subList(0, Math.min(entries.size(), MOST_EXCHANGES));
    run.put("entries", shown.stream().map(entry -> entry(entry, most)).toList());
    int left = entries.size() - shown.size();
    run.put("left", left == 0 ? List.of() : List.of(left));
    return run;
  }

  private static Map<String, Object> entry(Journal.Entry entry, int most) {
    if (entry instanceof Journal.Step step) {
      return Map.of("step", Map.of("text", step.text()));
    }
    if (entry instanceof Journal.Check check) {
      return Map.of(
          "check",
          Map.of(
              "what", check.what(),
              "expected", check.expected(),
              "received", check.received(),
              "holds", check.holds()));
    }
    return Map.of("exchange", exchange((Journal.Exchange) entry, most));
  }

  private static Map<String, Object> exchange(Journal.Exchange exchange, int most) {
    var request = exchange.request();
    var shown = new LinkedHashMap<String, Object>();
    shown.put("function", request.uri().getPath());
    shown.put("request", message("POST " + request.uri(), request.headers(), request.body(), most));
    shown.put("status", exchange.answer().map(it -> "HTTP " + it.status()).orElse("no answer"));
    shown.put(
        "answer",
        exchange.answer().map(it -> answer(it, most)).orElse("no answer: " + exchange.failure()));
    return shown;
  }

  private static String answer(HttpTransport.Answer answer, int most) {
    return message("HTTP " + answer.status(), answer.headers(), answer.body(), most);
  }

  private static String message(String first, Map<String, String> headers, Bytes body, int most) {
    var lines = new ArrayList<>(List.of(first));
    lines.add(new TreeMap<>(headers)
        .entrySet().stream()
            .map(it -> it.getKey() + ": " + it.getValue())
            .collect(Collectors.joining("\n")));
    lines.add("");
    lines.add(BodyText.of(body, most));
    return String.join("\n", lines);
  }
}
