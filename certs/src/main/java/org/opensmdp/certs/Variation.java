package org.opensmdp.certs;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.rsp.SmdpOid;

/**
 * How a certificate of a {@link TestHierarchy} shall differ from its profile, so that the refusals
 * can be tried. {@link #NONE} changes nothing; each method returns a copy with one more difference.
 *
 * @param role whose policy the certificate carries; all else stays
 * @param ein in an EUM certificate, the EID prefix of its name constraint
 * @param organisation in an eUICC certificate, the organisation instead of the EUM's
 * @param permittedEins in an EUM certificate, the extension of v3 in place of the serialNumber in the
 *     name constraint
 */
public record Variation(
    Set<Fault> faults,
    Optional<CertificateRole> role,
    Optional<Validity> validity,
    Optional<String> ein,
    Optional<String> organisation,
    List<String> permittedEins,
    Optional<SmdpOid> oid) {

  public static final Variation NONE = new Variation(
      Set.of(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      List.of(),
      Optional.empty());

  /** What can be wrong without a value. */
  public enum Fault {
    NO_AUTHORITY_KEY_ID,
    FOREIGN_AUTHORITY_KEY_ID,
    FORGED_SIGNATURE,
    /** basicConstraints says the contrary of what the role needs. */
    WRONG_CA_FLAG,
    /** In an EUM certificate: it may issue CAs. */
    WRONG_PATH_LENGTH,
    /** keyUsage is keyAgreement only. */
    WRONG_KEY_USAGE,
    NO_NAME_CONSTRAINT,
    UNKNOWN_CRITICAL_EXTENSION,
    /** The subject has no serialNumber. */
    NO_EID,
    /** The key is on the curve that the hierarchy is not on. */
    OTHER_CURVE,
    /** No extension is marked critical. */
    NOT_CRITICAL,
    /** The policies have the object identifiers of v3; not wrong. */
    POLICY_OF_V3
  }

  public static Variation with(Fault... faults) {
    var all = EnumSet.noneOf(Fault.class);
    Collections.addAll(all, faults);
    return new Variation(
        Collections.unmodifiableSet(all),
        NONE.role,
        NONE.validity,
        NONE.ein,
        NONE.organisation,
        NONE.permittedEins,
        NONE.oid);
  }

  public Variation role(CertificateRole value) {
    return new Variation(
        faults, Optional.of(value), validity, ein, organisation, permittedEins, oid);
  }

  public Variation validity(Validity value) {
    return new Variation(faults, role, Optional.of(value), ein, organisation, permittedEins, oid);
  }

  public Variation ein(String value) {
    return new Variation(
        faults, role, validity, Optional.of(value), organisation, permittedEins, oid);
  }

  public Variation organisation(String value) {
    return new Variation(faults, role, validity, ein, Optional.of(value), permittedEins, oid);
  }

  public Variation permittedEins(List<String> value) {
    return new Variation(faults, role, validity, ein, organisation, List.copyOf(value), oid);
  }

  public Variation oid(SmdpOid value) {
    return new Variation(
        faults, role, validity, ein, organisation, permittedEins, Optional.of(value));
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }
}
