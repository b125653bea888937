package org.opensmdp.profile;

import java.util.List;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/** Makes a profile of a template for a made-up subscriber, and checks that it holds together. */
final class Personalisation {
  private static final Iccid ICCID = Iccid.withCheckDigit("890010100000000000");

  /** Fifteen digits, as nearly all: templates that carry the IMSI as text take no other length. */
  private static final Imsi IMSI = new Imsi("001010000000001");

  private Personalisation() {}

  static List<Finding> check(Bytes der, Holes holes, LintTerms terms) {
    var found = new Findings();
    try {
      var template = ProfileTemplate.of(der, holes);
      var upp = ProfilePackage.parse(template.render(template.sample(ICCID, IMSI)));
      terms.texts().ifPresent(texts -> agrees(upp, texts, terms, found));
    } catch (TemplateException e) {
      var message = String.valueOf(e.getMessage());
      var rule = message.startsWith("hole") ? LintRule.HOLE : LintRule.PERSONALISED;
      found.add(rule, "ProfileTemplate", 0, message, "a place for every datum");
    }
    return found.all();
  }

  private static void agrees(
      ProfilePackage upp, MetadataTexts texts, LintTerms terms, Findings found) {
    var metadata = ProfileMetadata.of(texts, ICCID, IMSI, terms.mncLength().orElse(2));
    Consistency.check(upp, metadata, ICCID, IMSI)
        .forEach(it -> found.add(LintRule.AGREES, it.element(), 0, it.found(), it.expected()));
  }
}
