package org.opensmdp.certs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.SubjectKeyId;

/**
 * The extensions SGP.22 speaks of, read once.
 *
 * @param present every extension, by object identifier
 * @param critical those of them that are marked critical
 * @param keyUsage the KeyUsage bits of {@link org.bouncycastle.asn1.x509.KeyUsage}, absent without the
 *     extension
 */
record Extensions(
    Set<String> present,
    Set<String> critical,
    Optional<SubjectKeyId> subjectKeyId,
    Optional<SubjectKeyId> authorityKeyId,
    List<String> policies,
    Optional<SmdpOid> smdpOid,
    List<String> dnsNames,
    OptionalInt keyUsage,
    List<String> extendedKeyUsage,
    boolean ca,
    OptionalInt pathLength,
    Constraints constraints) {

  /** What an EUM certificate says about the eUICC certificates below it. */
  record Constraints(
      List<NameConstraint> permitted, List<NameConstraint> excluded, List<String> permittedEins) {}
}
