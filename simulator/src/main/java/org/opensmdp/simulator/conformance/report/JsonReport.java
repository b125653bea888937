package org.opensmdp.simulator.conformance.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.opensmdp.simulator.conformance.Outcome;

/** A run for machines: the summary, and every case on every wire. */
final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  static String of(Report report) {
    var whole = new LinkedHashMap<String, Object>();
    whole.put("target", report.target().smdpAddress());
    whole.put("started", report.started().toString());
    whole.put("summary", report.summary().members(report.seconds()));
    whole.put("features", report.target().features().stream().map(Enum::name).toList());
    whole.put("runs", report.outcomes().stream().map(JsonReport::run).toList());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(whole);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts are JSON", e);
    }
  }

  private static Map<String, Object> run(Outcome outcome) {
    var subject = outcome.run().subject();
    var run = new LinkedHashMap<String, Object>();
    run.put("id", subject.id());
    run.put("wire", outcome.run().wire().toString());
    run.put("verdict", outcome.verdict().name());
    run.put("reason", outcome.why());
    run.put("purpose", subject.purpose());
    run.put("requirement", subject.requirement());
    run.put("tags", subject.tags());
    run.put("milliseconds", outcome.took().toMillis());
    return run;
  }
}
