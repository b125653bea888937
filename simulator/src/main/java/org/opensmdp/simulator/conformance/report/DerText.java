package org.opensmdp.simulator.conformance.report;

import java.util.Locale;
import java.util.Optional;
import org.opensmdp.certs.CredentialException;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TlvReader;

/**
 * DER as an indented tree of tags with their names, for people. Certificates are told by subject, issuer
 * and validity; long values are cut.
 */
final class DerText {
  private static final int LONGEST = 40;
  private static final int CONSTRUCTED = 0x20;
  private static final int DEEPEST = 12;
  private static final int LEAST_CERTIFICATE = 200;

  private final StringBuilder text = new StringBuilder();

  private DerText() {}

  /**
   * Returns the tree, lines that end with a line feed; empty if the octets are no DER.
   *
   * @param name what the whole is called
   */
  static Optional<String> of(String name, Bytes octets, int indent) {
    try {
      var der = new DerText();
      der.add(name, Tlv.parse(name, octets), indent, 0);
      return Optional.of(der.text.toString());
    } catch (InvalidMessage e) {
      return Optional.empty();
    }
  }

  private void add(String name, Tlv tlv, int indent, int depth) {
    text.append("  ".repeat(indent)).append(hex(tlv.tag()));
    var certificate = certificate(tlv);
    if (certificate.isPresent()) {
      text.append(' ').append(told(certificate.get())).append('\n');
      return;
    }
    if (!name.isEmpty()) {
      text.append(' ').append(name);
    }
    if (constructed(tlv.tag()) && depth < DEEPEST && addMembers(name, tlv, indent, depth)) {
      return;
    } else {
      text.append(": ").append(value(tlv.value())).append('\n');
    }
  }

  /** Says no if the value is no list of members, as it is in ciphertext under such a tag. */
  private boolean addMembers(String name, Tlv tlv, int indent, int depth) {
    int before = text.length();
    text.append('\n');
    try {
      var members = new TlvReader(name, tlv.value());
      while (members.hasNext()) {
        var member = members.next();
        add(TagNames.of(name, hex(member.tag())), member, indent + 1, depth + 1);
      }
      return true;
    } catch (InvalidMessage e) {
      text.setLength(before);
      return false;
    }
  }

  private static Optional<RspCertificate> certificate(Tlv tlv) {
    if (tlv.tag() != 0x30 || tlv.whole().size() < LEAST_CERTIFICATE) {
      return Optional.empty();
    }
    try {
      return Optional.of(RspCertificate.parse(tlv.whole()));
    } catch (CredentialException | InvalidMessage e) {
      return Optional.empty();
    }
  }

  private static String told(RspCertificate certificate) {
    return "certificate of %s, issued by %s, valid %s to %s, %s"
        .formatted(
            certificate.subject(),
            certificate.issuer(),
            certificate.notBefore(),
            certificate.notAfter(),
            certificate.publicKey().curve().standardName());
  }

  private static boolean constructed(int tag) {
    int first = tag;
    while (first > 0xFF) {
      first >>>= 8;
    }
    return (first & CONSTRUCTED) != 0;
  }

  /** Hexadecimal, and as text what is readable. */
  private static String value(Bytes octets) {
    var shown = octets.slice(0, Math.min(octets.size(), LONGEST)).toString();
    var more = octets.size() > LONGEST ? "… (%d octets)".formatted(octets.size()) : "";
    return shown + more + readable(octets);
  }

  private static String readable(Bytes octets) {
    if (octets.size() < 3 || octets.size() > 2 * LONGEST) {
      return "";
    }
    var text = new StringBuilder();
    for (int i = 0; i < octets.size(); i++) {
      if (octets.at(i) < ' ' || octets.at(i) > '~') {
        return "";
      }
      text.append((char) octets.at(i));
    }
    return " \"" + text + "\"";
  }

  private static String hex(int tag) {
    var digits = Integer.toHexString(tag).toUpperCase(Locale.ROOT);
    return digits.length() % 2 == 0 ? digits : "0" + digits;
  }
}
