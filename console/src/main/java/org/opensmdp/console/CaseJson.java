package org.opensmdp.console;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.timeline.CaseHead;
import org.opensmdp.activation.timeline.CaseLine;
import org.opensmdp.activation.timeline.CaseReport;
import org.opensmdp.rsp.TransactionId;

/** A case as the admin API shows it. */
final class CaseJson {
  private CaseJson() {}

  static Map<String, Object> of(CaseReport report) {
    var members = new LinkedHashMap<String, Object>();
    members.put("verdict", of(report.head()));
    members.put("facts", report.facts());
    members.put("card", report.card());
    members.put("lines", report.lines().stream().map(CaseJson::of).toList());
    return members;
  }

  private static Map<String, Object> of(CaseHead head) {
    var members = new LinkedHashMap<String, Object>();
    members.put("code", head.code());
    members.put("happened", head.happened());
    members.put("because", head.because());
    members.put("tellCustomer", head.customer());
    members.put("doNow", head.action());
    members.put("mustAct", word(head.mustAct()));
    return members;
  }

  private static Map<String, Object> of(CaseLine line) {
    var members = new LinkedHashMap<String, Object>();
    members.put("at", line.at());
    members.put("who", line.who().name().toLowerCase(Locale.ROOT));
    members.put("what", line.what());
    members.put("good", line.good());
    members.put("words", line.words());
    members.put("milliseconds", line.took().map(Duration::toMillis));
    members.put("code", line.code());
    members.put("mustAct", word(line.mustAct()));
    members.put("transactionId", line.transactionId().map(TransactionId::toString));
    members.put("evidence", line.evidence());
    return members;
  }

  private static Optional<String> word(Optional<Attribution> attribution) {
    return attribution.map(by -> by.name().toLowerCase(Locale.ROOT));
  }
}
