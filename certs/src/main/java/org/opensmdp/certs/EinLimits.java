package org.opensmdp.certs;

import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Eid;

/**
 * Which eUICC certificates an EUM may issue: by nameConstraints (organisation and EID prefix, SGP.22
 * v2 §4.5.2.1), by permittedEins (v3), or both, and then both hold.
 */
record EinLimits(
    Optional<String> eumOrganisation,
    List<NameConstraint> permitted,
    List<NameConstraint> excluded,
    List<String> permittedEins) {

  static EinLimits of(RspCertificate eum) {
    var constraints = eum.extensions().constraints();
    return new EinLimits(
        eum.organisation(),
        constraints.permitted(),
        constraints.excluded(),
        constraints.permittedEins());
  }

  /** Whether the EIDs are limited at all; an EUM that may issue any EID is none. */
  boolean present() {
    boolean byName = !permitted.isEmpty()
        && permitted.stream()
            .noneMatch(name -> name.serialNumberPrefix().orElse("").isBlank());
    return byName
        || (!permittedEins.isEmpty() && permittedEins.stream().noneMatch(String::isBlank));
  }

  boolean allow(Optional<String> organisation, Eid eid) {
    return insideNames(organisation, eid)
        && (permittedEins.isEmpty() || permittedEins.stream().anyMatch(eid.digits()::startsWith))
        && excluded.stream().noneMatch(name -> name.covers(organisation, eid.digits()));
  }

  private boolean insideNames(Optional<String> organisation, Eid eid) {
    return permitted.isEmpty()
        ? NameConstraint.sameOrganisation(eumOrganisation, organisation)
        : permitted.stream().anyMatch(name -> name.covers(organisation, eid.digits()));
  }
}
