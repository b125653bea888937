package org.opensmdp.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.CodeDiagnosis;

/** What is wrong with an activation code, for programs. */
public final class DiagnosisJson {
  private DiagnosisJson() {}

  public static Map<String, Object> of(CodeDiagnosis diagnosis) {
    var members = new LinkedHashMap<String, Object>();
    members.put("mended", diagnosis.mended().map(ActivationCode::toUri).orElse(""));
    members.put("certain", diagnosis.isCertain());
    members.put(
        "findings",
        diagnosis.findings().stream()
            .map(finding -> Map.of(
                "kind", finding.kind().name().toLowerCase(Locale.ROOT), "text", finding.text()))
            .toList());
    return members;
  }
}
