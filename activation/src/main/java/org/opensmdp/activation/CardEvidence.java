package org.opensmdp.activation;

import java.time.Instant;
import java.util.regex.Pattern;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.SubjectKeyId;

/**
 * What a card showed of itself when it proved itself, kept for people who look into a case: about 300
 * octets a session. The certificates themselves are not kept; which EIDs the maker may issue, the first 8
 * digits of the EID say.
 *
 * @param euiccInfo2 the TLV BF22 as the card signed it; empty where it is longer than 4096 octets
 * @param eumName the subject of CERT.EUM.ECDSA, up to 200 characters
 * @param ci subjectKeyIdentifier of the CI of the chain, in upper-case hexadecimal
 */
public record CardEvidence(
    Bytes euiccInfo2, String eumName, Instant eumNotAfter, Instant euiccNotAfter, String ci) {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int LONGEST_NAME = 200;
  private static final int LARGEST_INFO = 4096;

  static CardEvidence of(
      Bytes euiccInfo2, RspCertificate eum, RspCertificate euicc, RspCertificate ci) {
    var name = CONTROL.matcher(eum.subject()).replaceAll("?");
    return new CardEvidence(
        euiccInfo2.size() > LARGEST_INFO ? Bytes.EMPTY : euiccInfo2,
        name.substring(0, Math.min(LONGEST_NAME, name.length())),
        eum.notAfter(),
        euicc.notAfter(),
        ci.subjectKeyId().map(SubjectKeyId::toString).orElse(""));
  }
}
