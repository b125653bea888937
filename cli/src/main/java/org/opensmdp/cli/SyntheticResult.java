package org.opensmdp.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What came of one synthetic activation.
 *
 * @param said what went wrong, for people; empty if nothing did
 */
record SyntheticResult(
    SyntheticRegion region, SyntheticOutcome outcome, String said, Duration took) {

  boolean well() {
    return outcome == SyntheticOutcome.SUCCESS;
  }

  double seconds() {
    return took.toMillis() / 1000.0;
  }

  Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("region", region.name());
    members.put("type", region.type());
    members.put("success", well());
    members.put("outcome", outcome.word());
    members.put("message", said);
    members.put("seconds", seconds());
    return members;
  }

  String line() {
    return String.format(
            Locale.ROOT, "%-16s %-10s %6.2f s  %s", region.name(), outcome.word(), seconds(), said)
        .stripTrailing()
        .replace('\n', ' ');
  }
}
