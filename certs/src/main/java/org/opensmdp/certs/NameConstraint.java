package org.opensmdp.certs;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * One directory name of an EUM certificate's nameConstraints (SGP.22 v2 §4.5.2.1): the organisation
 * that eUICC certificates under it carry, and a <em>prefix</em> of their EIDs. This is not the
 * comparison of RFC 5280, which takes the serialNumber whole and refuses every genuine chain.
 */
public record NameConstraint(Optional<String> organisation, Optional<String> serialNumberPrefix) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  static NameConstraint of(X500Name name) {
    return new NameConstraint(
        Names.attribute(name, BCStyle.O), Names.attribute(name, BCStyle.SERIALNUMBER));
  }

  /** Whether a subject with this organisation and EID lies inside. */
  boolean covers(Optional<String> organisation, String eid) {
    boolean sameName =
        this.organisation.isEmpty() || sameOrganisation(this.organisation, organisation);
    return sameName && eid.startsWith(serialNumberPrefix.orElse(""));
  }

  /** Compares as directory names are compared: without case, spaces at the ends and double spaces. */
  static boolean sameOrganisation(Optional<String> one, Optional<String> other) {
    return one.isPresent()
        && one.map(NameConstraint::folded).equals(other.map(NameConstraint::folded));
  }

  private static String folded(String text) {
    return BLANKS.matcher(text.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
  }
}
