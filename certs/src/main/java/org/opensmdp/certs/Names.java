package org.opensmdp.certs;

import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/** Reads directory names. */
final class Names {
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private Names() {}

  /** Returns the attribute if the name has it exactly once: of two, nobody knows which one counts. */
  static Optional<String> attribute(X500Name name, ASN1ObjectIdentifier type) {
    var found = new ArrayList<String>();
    for (RDN rdn : name.getRDNs()) {
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        if (attribute.getType().equals(type) && attribute.getValue() instanceof ASN1String text) {
          found.add(text.getString());
        }
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  static String printable(X500Name name) {
    return printable(name.toString());
  }

  /** Returns the text for people; what a terminal or a log could trip over becomes a question mark. */
  static String printable(String text) {
    boolean plain = text.chars().allMatch(c -> c >= ' ' && c <= '~');
    return plain ? text : UNPRINTABLE.matcher(text).replaceAll("?");
  }
}
