package org.opensmdp.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opensmdp.profile.Finding;
import org.opensmdp.profile.VersionDiff;

/** What a lint found, and what differs between two versions, as JSON. */
public final class FindingsJson {
  private FindingsJson() {}

  public static List<Map<String, Object>> of(List<Finding> findings) {
    return findings.stream().map(FindingsJson::of).toList();
  }

  private static Map<String, Object> of(Finding finding) {
    var members = new LinkedHashMap<String, Object>();
    members.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    members.put("rule", finding.rule().code());
    members.put("element", finding.element());
    members.put("offset", finding.offset());
    members.put("what", finding.what());
    members.put("expected", finding.expected());
    members.put("remedy", finding.remedy());
    return members;
  }

  public static List<Map<String, Object>> of(VersionDiff diff) {
    return diff.changes().stream().map(FindingsJson::of).toList();
  }

  private static Map<String, Object> of(VersionDiff.Change change) {
    var members = new LinkedHashMap<String, Object>();
    members.put("kind", change.kind().name().toLowerCase(Locale.ROOT));
    members.put("element", change.element());
    members.put("field", change.field());
    members.put("offset", change.offset());
    members.put("before", change.before());
    members.put("after", change.after());
    return members;
  }
}
