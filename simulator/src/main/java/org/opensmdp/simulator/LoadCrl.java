package org.opensmdp.simulator;

import java.util.Optional;
import org.opensmdp.certs.RevocationList;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Tlv;

/**
 * ES10b.LoadCRL, the card's side (SGP.22 v2 §5.7.12).
 *
 * <pre>
 * LoadCRLRequest ::= [53] SEQUENCE { crl CertificateList } -- Tag 'BF35'; the list under A0 or 30
 * LoadCRLResponse ::= [53] CHOICE {
 *     loadCRLResponseOk    SEQUENCE { missingParts SEQUENCE OF INTEGER OPTIONAL }, -- A0
 *     loadCRLResponseError INTEGER {invalidSignature(1), invalidCRLFormat(2),
 *         notEnoughMemorySpace(3), verificationKeyNotFound(4), fresherCrlAlreadyLoaded(5),
 *         baseCrlMissing(6), undefinedError(127)} } -- 81
 * </pre>
 *
 * A list that says only what has changed is answered with baseCrlMissing, base or not: this card takes
 * whole lists.
 */
final class LoadCrl {
  private static final int INVALID_SIGNATURE = 1;
  private static final int INVALID_CRL_FORMAT = 2;
  private static final int NOT_ENOUGH_MEMORY_SPACE = 3;
  private static final int VERIFICATION_KEY_NOT_FOUND = 4;
  private static final int FRESHER_CRL_ALREADY_LOADED = 5;
  private static final int BASE_CRL_MISSING = 6;
  private static final int SEQUENCE = 0x30;

  private final EuiccProfile euicc;
  private final CardRevocations revocations;

  LoadCrl(EuiccProfile euicc, CardRevocations revocations) {
    this.euicc = euicc;
    this.revocations = revocations;
  }

  /** @param freeMemory octets */
  Bytes run(Tlv request, int freeMemory) {
    var members = request.members("LoadCRLRequest");
    var crl = members.peek() == SEQUENCE ? members.next() : members.next(0xA0, "crl");
    members.end();
    try {
      var list = parsed(Der.tlv(SEQUENCE, crl.value()));
      return ok(check(list, freeMemory), list);
    } catch (CardError e) {
      return Der.tlv(request.tag(), Der.integer(0x81, e.code()));
    }
  }

  private static RevocationList parsed(Bytes octets) throws CardError {
    try {
      CardError.require(!RevocationList.changesOnly(octets), BASE_CRL_MISSING);
      return RevocationList.parse(octets);
    } catch (InvalidMessage e) {
      throw new CardError(INVALID_CRL_FORMAT);
    }
  }

  private RspCertificate check(RevocationList list, int freeMemory) throws CardError {
    var ci = ci(list).orElseThrow(() -> new CardError(VERIFICATION_KEY_NOT_FOUND));
    CardError.require(list.signedBy(ci.publicKey()), INVALID_SIGNATURE);
    CardError.require(!revocations.hasFresher(ci, list), FRESHER_CRL_ALREADY_LOADED);
    CardError.require(list.der().size() <= freeMemory, NOT_ENOUGH_MEMORY_SPACE);
    return ci;
  }

  private Optional<RspCertificate> ci(RevocationList list) {
    return euicc.trustedCis().stream()
        .filter(ci -> ci.maySignRevocationLists()
            && list.authorityKeyId().isPresent()
            && ci.subjectKeyId().equals(list.authorityKeyId()))
        .findFirst();
  }

  private Bytes ok(RspCertificate ci, RevocationList list) {
    revocations.put(ci, list);
    var missing = revocations.missing(ci, list);
    var parts = missing.stream().map(part -> Der.integer(0x02, part)).toArray(Bytes[]::new);
    return Der.tlv(0xBF35, Der.tlv(0xA0, parts.length == 0 ? Bytes.EMPTY : Der.tlv(0xA0, parts)));
  }
}
